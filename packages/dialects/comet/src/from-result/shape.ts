import type { showDeliveredType } from '@latchkey/contract/delivery/operations'
import type { ResultOf } from '@latchkey/contract/operation'

/** What a caller may know of a type: its fields, and whether it has one entry alone. */
export type Shape = Pick<ResultOf<typeof showDeliveredType>, 'slug' | 'name' | 'singleton' | 'fields'>
export type Field = Shape['fields'][number]

/** What a field holds: a list its items. */
export function kindOf({ type, items }: Field): { readonly kind: Field['type']; readonly isList: boolean } {
  return type === 'list' ? { kind: items ?? 'text', isList: true } : { kind: type, isList: false }
}

/** The field that the vendor shows as an entry's title: the one of that name, or the first text. */
export function titleFieldOf(shape: Shape | null): string {
  const fields = shape?.fields ?? []
  const named = fields.find(({ id }) => id === 'title')
  return (named ?? fields.find(({ type }) => type === 'text'))?.id ?? 'title'
}
