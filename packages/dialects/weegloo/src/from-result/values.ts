import type { Field } from '@latchkey/contract/content-types/schemas'
import { isRecord } from '@latchkey/dialect-kit/body'
import { refer, referredId } from '../refer.ts'

type Values = Readonly<Record<string, unknown>>

/** A value as the vendor shows it: what points elsewhere is a `Refer`. */
function shownValue(field: Field, value: unknown): unknown {
  if (Array.isArray(value) && field.type === 'list') return value.map((each: unknown) => shownItem(field, each))
  return shownItem(field, value)
}

function shownItem(field: Field, value: unknown): unknown {
  const target = targetOf(field)
  return target !== null && typeof value === 'string' ? refer(target, value) : value
}

function targetOf({ type, items }: Field): string | null {
  const kind = type === 'list' ? items : type
  return kind === 'reference' ? 'Content' : kind === 'asset' ? 'Media' : null
}

/** Values of one locale. */
export function shownValues(fields: readonly Field[], values: Values): Values {
  const known = new Map(fields.map((field) => [field.id, field]))
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      const field = known.get(id)
      return [id, field === undefined ? value : shownValue(field, value)]
    }),
  )
}

/** Values by locale, for every field: what all locales share stands under the default one. */
export function shownByLocale(fields: readonly Field[], values: Values, defaultLocale: string): Values {
  const known = new Map(fields.map((field) => [field.id, field]))
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      const field = known.get(id)
      if (field?.localized !== true || !isRecord(value))
        return [id, { [defaultLocale]: field === undefined ? value : shownValue(field, value) }]
      return [id, Object.fromEntries(Object.entries(value).map(([code, each]) => [code, shownValue(field, each)]))]
    }),
  )
}

/** A value as it was sent, with ids in the place of `Refer`. */
function sentValue(field: Field, value: unknown): unknown {
  if (targetOf(field) === null) return value
  if (Array.isArray(value)) return value.map((each: unknown) => referredId(each) ?? each)
  return referredId(value) ?? value
}

/** Fields as they were sent, by locale, as our operations take them with `locale=*`; a place where a locale is wrong is told of. */
export function sentFields(
  fields: readonly Field[],
  sent: unknown,
  defaultLocale: string,
  refuse: (pointer: string, detail: string) => Error,
): Record<string, unknown> {
  if (!isRecord(sent)) throw refuse('/fields', 'It must be an object of fields, each by locale.')
  const known = new Map(fields.map((field) => [field.id, field]))
  return Object.fromEntries(
    Object.entries(sent).map(([id, byLocale]): [string, unknown] => {
      const field = known.get(id)
      if (field === undefined) throw refuse(`/fields/${id}`, 'The type has no such field.')
      if (!isRecord(byLocale)) throw refuse(`/fields/${id}`, 'It must be an object of values by locale.')
      if (field.localized === true) {
        return [id, Object.fromEntries(Object.entries(byLocale).map(([code, each]) => [code, sentValue(field, each)]))]
      }
      const other = Object.keys(byLocale).find((code) => code !== defaultLocale)
      if (other !== undefined) throw refuse(`/fields/${id}/${other}`, 'The field has one value for all locales.')
      return [id, sentValue(field, byLocale[defaultLocale] ?? null)]
    }),
  )
}
