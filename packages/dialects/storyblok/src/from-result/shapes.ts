import type { Field } from '@latchkey/contract/content-types/schemas'
import type { listDeliveredAssets } from '@latchkey/contract/delivery-assets/operations'
import type { listDeliveredTypes } from '@latchkey/contract/delivery/operations'
import type { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { ResultOf } from '@latchkey/contract/operation'

/** An entry as our list of all types answers it. */
export type Item = ResultOf<typeof listDeliveredItems>['items'][number]
export type Asset = ResultOf<typeof listDeliveredAssets>['items'][number]
type Type = ResultOf<typeof listDeliveredTypes>['items'][number]

/** The fields of types by the slugs of the types. */
export type Shapes = ReadonlyMap<string, readonly Field[]>

export function shapesOf(types: readonly Type[]): Shapes {
  return new Map(types.map(({ slug, fields }) => [slug, fields]))
}
