import { isObject } from '../../import/row.ts'

export type Json = Readonly<Record<string, unknown>>

/** What a Contentstack stack gives, in the shapes of its management API (v3, read 2026-11). */
export interface ContentstackSource {
  readonly locales: readonly StackLocale[]
  /** Names of environments by uid. */
  readonly environments: ReadonlyMap<string, string>
  readonly contentTypes: readonly StackType[]
  /** The fields of global fields, by uid. */
  readonly globalFields: ReadonlyMap<string, readonly Json[]>
  readonly assets: readonly Json[]
  readonly entries: readonly LocalizedEntries[]
  /** Parts of the source that are not carried: `webhooks`. */
  readonly unknown: readonly string[]
  /** The bytes of a file; rejects with a sentence. */
  bytes(asset: Json): Promise<Blob>
}

export interface StackLocale {
  readonly code: string
  readonly name: string
  readonly fallback: string | null
  /** The language of the stack. */
  readonly master: boolean
}

export interface StackType {
  readonly uid: string
  readonly title: string
  readonly schema: readonly Json[]
  readonly singleton: boolean
}

/** Entries of a type as they are in one locale. */
export interface LocalizedEntries {
  readonly type: string
  readonly locale: string
  readonly entries: readonly Json[]
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export function asType(value: Json): StackType | null {
  const { uid, title, schema, options } = value
  if (typeof uid !== 'string' || !Array.isArray(schema)) return null
  const singleton = isObject(options) && options['singleton'] === true
  return { uid, title: textOf(title) || uid, schema: schema.filter(isObject), singleton }
}

/** The languages of a stack; the one without a fallback is its own, unless another is named. */
export function asLocales(values: readonly Json[], master: string | null): StackLocale[] {
  const listed = values.filter(({ code }) => typeof code === 'string')
  const own = master ?? textOf(listed.find(({ fallback_locale: fallback }) => !fallback)?.['code'])
  return listed.map((value) => {
    const code = textOf(value['code'])
    return {
      code,
      name: textOf(value['name']) || code,
      fallback: code === own ? null : textOf(value['fallback_locale']) || own,
      master: code === own,
    }
  })
}

export function asEnvironments(values: readonly Json[]): ReadonlyMap<string, string> {
  return new Map(values.map(({ uid, name }) => [textOf(uid), textOf(name)]))
}

/** Things of a file: a list, or an object of them by their uid. */
export function thingsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.filter(isObject)
  return isObject(value) ? Object.values(value).filter(isObject) : []
}
