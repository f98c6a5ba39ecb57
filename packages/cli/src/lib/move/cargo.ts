import type { DatasourceFile, TypeFile } from '../schema/space-shape.ts'

/** What another platform gave, in the form in which a space takes it. Values hold a `Link` where an id of ours belongs. */
export interface Cargo {
  /** Locales besides the default one. */
  readonly locales: readonly CargoLocale[]
  readonly datasources: readonly DatasourceFile[]
  /** Types as they are to be in the end, with all their rules. */
  readonly types: readonly TypeFile[]
  readonly files: readonly CargoFile[]
  readonly entries: readonly CargoEntry[]
  /** What is not carried, or not as it was. */
  readonly losses: readonly Loss[]
}

export interface CargoLocale {
  readonly code: string
  readonly name: string
  /** Null: none. */
  readonly fallback: string | null
}

export interface CargoFile {
  /** What it is called where it comes from: unique among the files. */
  readonly key: string
  readonly name: string
  /** Goes before the ending of its name where another file has it: `logo-42.png`. */
  readonly word: string
  /** Null: none. */
  readonly category: string | null
  readonly private: boolean
  readonly metadata: {
    readonly title?: string
    readonly alt?: string
    readonly description?: string
    readonly credit?: string
  }
  readonly tags: readonly string[]
  /** Environments in which it is live. */
  readonly environments: readonly string[]
  /** Its bytes; rejects with a sentence when they cannot be had. */
  readonly bytes: () => Promise<Blob>
}

export interface CargoEntry {
  readonly key: string
  readonly type: string
  readonly slug: string
  /** By field; values of a localized field by locale. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly tags: readonly string[]
  /** Where it is live as it is here. */
  readonly publications: readonly { readonly environments: readonly string[]; readonly locales?: readonly string[] }[]
}

/** Something that is not carried as it was. */
export interface Loss {
  readonly what: 'space' | 'locale' | 'datasource' | 'content type' | 'file' | 'entry'
  readonly name: string
  /** Null: the thing as a whole. */
  readonly field: string | null
  /** `lost`: it is not carried. `changed`: it is, otherwise than it was. */
  readonly outcome: 'lost' | 'changed'
  readonly reason: string
}

/** Tells of what is not carried as it was. */
export type Lose = (field: string | null, reason: string, outcome?: Loss['outcome']) => void

/** Tells of losses of one thing. */
export function losing(losses: Loss[], what: Loss['what'], name: string): Lose {
  return (field, reason, outcome = 'lost') => void losses.push({ what, name, field, outcome, reason })
}
