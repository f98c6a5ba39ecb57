import { listAssets } from '@latchkey/contract/assets/operations'
import { readDeliveredFile } from '@latchkey/contract/delivery-assets/operations'
import type { Exposure } from '@latchkey/contract/exposure/operations'
import type { Static } from '@latchkey/contract/schema'
import { countAssets, onlySuch } from '../assets/asset-source.ts'
import type { Condition } from '../content/list-condition.ts'
import { readableAssets, sourceOf } from '../delivery-assets/delivered-asset.ts'
import { both, type Counted, mayCall, reachesFurther, type Viewing } from './viewing.ts'

type CountedFiles = Static<typeof Exposure>['files']

const none: CountedFiles = { count: 0, images: 0, private: 0 }
const any: Condition = { is: 'and', of: [] }
const isImage: Condition = { is: 'column', column: 'media_type', test: { is: 'starts-with', text: 'image/' } }

/** The files whose bytes a key has: such as its kind may have at most, of those that its grants let it read. */
export async function countFiles({ db, space, branch, place, key, asker }: Viewing): Promise<Counted<CountedFiles>> {
  if (!mayCall(key, readDeliveredFile)) return { value: none, partial: false }
  const ofKey = readableAssets({ caller: key, space })
  if (!mayCall(asker, listAssets)) return { value: none, partial: ofKey.is !== 'none' }
  const ofAsker = readableAssets({ caller: asker, space })
  const filter = both(ofKey, ofAsker)
  const source = sourceOf({
    db,
    caller: key,
    space,
    branch: { spaceId: space.id, branchId: branch.id },
    place,
    query: {},
  })
  const value = {
    count: await countAssets(source, { filter, condition: any }),
    images: await countAssets(source, { filter, condition: isImage }),
    private: await countAssets(onlySuch(source, ['private']), { filter, condition: any }),
  }
  return { value, partial: reachesFurther(ofKey, ofAsker) }
}
