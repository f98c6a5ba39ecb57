import type { Field } from '@latchkey/contract/content-types/schemas'
import type { listDeliveredAssets } from '@latchkey/contract/delivery-assets/operations'
import type { listDeliveredTypes } from '@latchkey/contract/delivery/operations'
import type { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { ResultOf } from '@latchkey/contract/operation'

/** An entry as our list of all types answers it. */
export type Item = ResultOf<typeof listDeliveredItems>['items'][number]

/** What is shown of an entry, whichever of our operations has answered it. */
export type Shown = Pick<
  Item,
  'id' | 'type' | 'slug' | 'locale' | 'version' | 'fields' | 'tags' | 'created_at' | 'updated_at' | 'published_at'
>

export type DeliveredFile = ResultOf<typeof listDeliveredAssets>['items'][number]
export type DeliveredType = ResultOf<typeof listDeliveredTypes>['items'][number]

/** The fields of types by the slugs of the types. */
export type Shapes = ReadonlyMap<string, readonly Field[]>

export function shapesOf(types: readonly { readonly slug: string; readonly fields: readonly Field[] }[]): Shapes {
  return new Map(types.map(({ slug, fields }) => [slug, fields]))
}
