import type { Conditions } from './grant.ts'

/** The conditions that a grant can carry, in the order in which they are printed. */
export const conditionNames = ['own', 'status', 'locales', 'tags'] as const satisfies readonly (keyof Conditions)[]

/** What a catalogue action is about, and which conditions a grant for it can carry. */
export interface ActionTraits {
  /** The first word of the resources it acts on: `content` for `content.read`. */
  readonly area: string
  /** Its things record a creator. */
  readonly own: boolean
  /** Its things have one of the four entry states. */
  readonly status: boolean
  /** It reads or touches locales. */
  readonly locales: boolean
  /** Its things bear tags. */
  readonly tags: boolean
}

/** The catalogue that grants are parsed against. It is derived from the operations; this package keeps none of its own. */
export interface Vocabulary {
  /** `content.read` → `{ area: 'content', own: true, status: true, locales: true, tags: true }`. */
  readonly actions: ReadonlyMap<string, ActionTraits>
}
