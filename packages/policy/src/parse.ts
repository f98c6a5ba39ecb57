import type { Conditions, Effect, Grant, Status } from './grant.ts'
import { tagName } from './lib/canonical.ts'
import { checkPattern } from './lib/check-pattern.ts'
import { takesFields } from './lib/part.ts'
import type { SpaceName } from './request.ts'
import { type ActionTraits, conditionNames, type Vocabulary } from './vocabulary.ts'

/** The most grants that a list may hold. */
export const grantsMax = 200

/** The most items that a list inside a grant may hold. */
export const itemsMax = 100

/** One reason why a grant list is refused: `{ pointer: '/0/conditions/own', detail: 'own can only be true.' }`. */
export interface Issue {
  /** RFC 6901 pointer into the list; empty for the list itself. */
  readonly pointer: string
  readonly detail: string
}

export type Parsed =
  | { readonly ok: true; readonly grants: readonly Grant[] }
  | { readonly ok: false; readonly issues: readonly Issue[] }

interface Context {
  readonly actions: ReadonlyMap<string, ActionTraits>
  readonly areas: ReadonlySet<string>
  readonly spaces: readonly SpaceName[] | undefined
  /** Notes an issue; the null it returns stands for the value that could not be read. */
  readonly refuse: (pointer: string, detail: string) => null
}

const statusNames: readonly string[] = ['draft', 'published', 'protected', 'archived']

/**
 * Reads a list of grants from JSON values: all of it or, with every issue told, nothing.
 *
 * `spaces`: the spaces that the list may reach (a role's own); a prefix that names none of them is an issue. Absent: any.
 */
export function parseGrants(input: unknown, vocabulary: Vocabulary, spaces?: readonly SpaceName[]): Parsed {
  const issues: Issue[] = []
  const context: Context = {
    actions: vocabulary.actions,
    areas: new Set([...vocabulary.actions.values()].map(({ area }) => area)),
    spaces,
    refuse: (pointer, detail) => {
      issues.push({ pointer, detail })
      return null
    },
  }
  const grants = readGrants(input, context)
  return issues.length > 0 || grants === null ? { ok: false, issues } : { ok: true, grants }
}

function readGrants(input: unknown, context: Context): readonly Grant[] | null {
  if (!Array.isArray(input)) return context.refuse('', 'Grants are a list.')
  if (input.length > grantsMax) {
    return context.refuse('', `A list holds at most ${grantsMax} grants; this one holds ${input.length}.`)
  }
  return input.flatMap((value: unknown, index) => readGrant(value, `/${index}`, context) ?? [])
}

function readGrant(value: unknown, pointer: string, context: Context): Grant | null {
  const { refuse } = context
  if (!isObject(value)) return refuse(pointer, 'A grant is an object with effect, actions and resources.')
  refuseOthers(value, ['effect', 'actions', 'resources', 'fields', 'conditions'], pointer, context)
  const effect = readEffect(value['effect'], `${pointer}/effect`, context)
  const actions = readList(value['actions'], `${pointer}/actions`, context, (action) =>
    isKnown(action, context) ? null : `There is no action ${quoted(action)}.`,
  )
  const resources = readList(value['resources'], `${pointer}/resources`, context, (pattern) =>
    checkPattern(pattern, context.areas, context.spaces),
  )
  const fields = 'fields' in value ? readList(value['fields'], `${pointer}/fields`, context, plainName) : null
  const conditions = readConditions(value, `${pointer}/conditions`, context)
  if (effect === null || actions === null || resources === null) return null
  if (actions.every((action) => isKnown(action, context))) {
    if ('fields' in value) checkFieldActions(effect, actions, `${pointer}/fields`, context)
    checkCarried(conditions, actions, `${pointer}/conditions`, context)
  }
  return { effect, actions, resources, ...(fields && { fields }), ...(conditions && { conditions }) }
}

function readEffect(value: unknown, pointer: string, { refuse }: Context): Effect | null {
  if (value === 'allow' || value === 'deny') return value
  return refuse(
    pointer,
    value === undefined ? 'effect is required: allow or deny.' : 'effect is exactly allow or deny.',
  )
}

function readConditions(grant: object, pointer: string, context: Context): Conditions | null {
  if (!('conditions' in grant)) return null
  const value = grant.conditions
  if (!isObject(value)) return context.refuse(pointer, 'conditions are an object with own, status, locales or tags.')
  refuseOthers(value, conditionNames, pointer, context)
  if ('own' in value && value['own'] !== true)
    context.refuse(`${pointer}/own`, 'own can only be true; leave it out for anything.')
  const status = 'status' in value ? readList(value['status'], `${pointer}/status`, context, knownStatus) : null
  const locales = 'locales' in value ? readList(value['locales'], `${pointer}/locales`, context, plainName) : null
  const tags = 'tags' in value ? readList(value['tags'], `${pointer}/tags`, context, plainName) : null
  return {
    ...(value['own'] === true && { own: true }),
    ...(status && { status: status.filter(isStatus) }),
    ...(locales && { locales }),
    ...(tags && { tags: tags.map(tagName) }),
  }
}

/** A deny with fields speaks of nothing else; an allow with fields speaks of writes among other things. */
function checkFieldActions(effect: Effect, actions: readonly string[], pointer: string, { refuse }: Context): void {
  if (effect === 'deny' && !actions.every(takesFields)) {
    refuse(
      pointer,
      'A deny with fields names content.create and content.update alone; put other actions in a deny of their own.',
    )
  }
  if (effect === 'allow' && !actions.some((action) => action === '*' || takesFields(action))) {
    refuse(
      pointer,
      'fields limit content.create and content.update, and this grant names neither; reads show every field.',
    )
  }
}

function checkCarried(
  conditions: Conditions | null,
  actions: readonly string[],
  pointer: string,
  context: Context,
): void {
  const listed = actions.includes('*')
    ? [...context.actions.values()]
    : actions.flatMap((action) => context.actions.get(action) ?? [])
  for (const condition of conditionNames) {
    if (conditions?.[condition] === undefined || listed.some((traits) => traits[condition])) continue
    context.refuse(`${pointer}/${condition}`, `None of the listed actions can carry ${condition}.`)
  }
}

/** A list of one or more texts, each accepted by `check`, which answers with what is wrong or null. */
function readList(
  value: unknown,
  pointer: string,
  { refuse }: Context,
  check: (text: string) => string | null,
): readonly string[] | null {
  const name = pointer.slice(pointer.lastIndexOf('/') + 1)
  if (value === undefined) return refuse(pointer, `${name} are required: a list of one or more.`)
  if (!Array.isArray(value) || value.length === 0) return refuse(pointer, `${name} are a list of one or more.`)
  if (value.length > itemsMax)
    return refuse(pointer, `${name} hold at most ${itemsMax} items; these hold ${value.length}.`)
  const texts: string[] = []
  for (const [index, item] of value.entries()) {
    if (typeof item === 'string') texts.push(item)
    const detail = typeof item === 'string' ? check(item) : 'This is not a text.'
    if (detail !== null) refuse(`${pointer}/${index}`, detail)
  }
  return texts
}

function refuseOthers(value: object, known: readonly string[], pointer: string, { refuse }: Context): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue
    const escaped = key.replaceAll('~', '~0').replaceAll('/', '~1')
    refuse(`${pointer}/${escaped}`, `There is no key ${quoted(key)} here; known are ${known.join(', ')}.`)
  }
}

function plainName(text: string): string | null {
  if (text === '') return 'A name is not empty.'
  return /[*\p{Cc}]/u.test(text) ? 'A name is written out: no wildcards, no control characters.' : null
}

function isKnown(action: string, { actions }: Context): boolean {
  return action === '*' || actions.has(action)
}

function knownStatus(text: string): string | null {
  return isStatus(text) ? null : `A status is one of ${statusNames.join(', ')}.`
}

function isStatus(text: string): text is Status {
  return statusNames.includes(text)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Long texts are cut: an answer does not repeat a whole request. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
