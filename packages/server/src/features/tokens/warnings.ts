import type { Operation } from '@latchkey/contract/operation'
import type { Grant } from '@latchkey/policy/grant'
import { kinds, type TokenKind } from '@latchkey/tokens/kinds'

/** The names that exist in a space. */
export interface KnownNames {
  /** Fields by the slug of their content type. */
  readonly types: ReadonlyMap<string, readonly string[]>
  readonly locales: readonly string[]
  /** Of the tags that are denied, those that are borne, as far as the asker may know; null: tags are not judged. */
  readonly tags: ReadonlySet<string> | null
}

/** Sentences about grants that are valid and will not do what their author may expect. `names` null: names are not judged. */
export function warningsAbout(
  kind: TokenKind,
  grants: readonly Grant[],
  operations: readonly Operation[],
  names: KnownNames | null,
): string[] {
  const unknown = names === null ? [] : grants.flatMap((grant) => unknownNames(grant, names))
  return [...idleActions(kind, grants, operations), ...unknown]
}

/** What is to be said of every token of a kind. */
export function warningsAboutKind(kind: TokenKind): readonly string[] {
  const { title, deprecated } = kinds[kind]
  return deprecated
    ? [`${title}s are deprecated: the rendering service that they were for is no part of Latchkey.`]
    : []
}

/** Roles and tokens share one language, so that a grant may name what tokens of the kind can never do. */
function idleActions(kind: TokenKind, grants: readonly Grant[], operations: readonly Operation[]): string[] {
  const useful = new Set(
    operations.flatMap(({ callers, guard }) =>
      callers !== 'anyone' && callers.includes(kind) && guard ? [guard.action.name] : [],
    ),
  )
  const named = new Set(grants.filter(({ effect }) => effect === 'allow').flatMap(({ actions }) => actions))
  const where = kinds[kind].elsewhere === 'not-found' ? 'on the public API' : `for a ${kind} token`
  return [...named]
    .filter((action) => action !== '*' && !useful.has(action))
    .map((action) => `${action} has no effect ${where}.`)
}

/** A deny of something that does not exist forbids nothing today; most often it is a slip of the pen. */
export function unknownNames({ effect, resources, fields = [], conditions }: Grant, names: KnownNames): string[] {
  if (effect !== 'deny') return []
  const types = resources.flatMap(typeNamedBy)
  const unknownTypes = types.filter((type) => !names.types.has(type))
  const candidates = types.length > 0 && unknownTypes.length === 0 ? types : [...names.types.keys()]
  const known = new Set(candidates.flatMap((type) => names.types.get(type) ?? []))
  const unknownFields = fields.filter((field) => !known.has(field) && !ownFields.includes(field))
  const unknownLocales = (conditions?.locales ?? []).filter((locale) => !names.locales.includes(locale))
  const unknownTags = (conditions?.tags ?? []).filter((tag) => names.tags?.has(tag) === false)
  return [
    ...unknownTypes.map((type) => `A deny names the content type ${type}, which does not exist.`),
    ...unknownFields.map((field) => `A deny names the field ${field}, which does not exist there.`),
    ...unknownLocales.map((locale) => `A deny names the locale ${locale}, which the space does not have.`),
    ...unknownTags.map((tag) => `A deny names the tag ${tag}, which nothing bears that you may read.`),
  ]
}

/** What every entry has besides the fields of its type. */
const ownFields: readonly string[] = ['slug', 'status', 'tags', 'published_at']

/** The content type that a pattern names literally: `pages` of `space:shop:content:pages:*`. */
function typeNamedBy(pattern: string): string[] {
  const [area, type] = pattern.replace(/^(?:space|workspace):[^:]*:/, '').split(':')
  const named = (area === 'content' || area === 'schema') && type !== undefined && !type.includes('*')
  return named ? [type] : []
}
