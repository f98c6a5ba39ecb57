import { media } from '@latchkey/contract/actions'
import {
  createAssetCategory,
  deleteAssetCategory,
  listAssetCategories,
  showAssetCategory,
  updateAssetCategory,
} from '@latchkey/contract/asset-categories/operations'
import { problems } from '@latchkey/contract/problems'
import { creatorColumns } from '../../lib/creator.ts'
import { type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { whoseAssets } from '../assets/load-asset.ts'
import { rowByRow } from '../row-by-row.ts'
import { categoryTarget, loadCategory, seenCategories, showCategory, showMade } from './category.ts'
import { moveCategory } from './move-category.ts'
import { newCategory } from './number-category.ts'
import { changeCategory, countFilesIn, deleteCategory, holdCategory, insertCategory, readCategory } from './queries.ts'

export const assetCategoryImplementations = [
  implement(listAssetCategories, {
    load: async ({ space }): Promise<Facts> => ({ target: { area: 'media', space } }),
    requests: rowByRow,
    handle: async (context) => ({ items: (await seenCategories(context)).map(showCategory), next: null }),
  }),

  implement(showAssetCategory, {
    load: loadCategory,
    // Who may know of it was found in loading it: some see it by a file, and others by what they may upload.
    requests: () => [],
    handle: async ({ facts }) => showCategory(facts),
  }),

  implement(createAssetCategory, {
    load: async ({ space, caller, input }): Promise<Facts> => {
      const category = input.body.category.normalize('NFC')
      return { target: categoryTarget(space, { category, ...creatorColumns(caller.principal.name) }) }
    },
    handle: async (context) => {
      const { db, caller, input, services, now, note } = context
      const branch = whoseAssets(context)
      const category = input.body.category.normalize('NFC')
      note({ category })
      const there = await holdCategory(db, branch, category, 'update')
      if (there?.made === 1) throw refuse(problems.conflict, 'There is such a category already.')
      const making = { made: 1, ...creatorColumns(caller.principal.name), created_at: now, updated_at: now } as const
      if (there !== null) await changeCategory(db, there, making)
      const row = { ...(there ?? (await newCategory(db, branch, category, { newId: services.newId, now }))), ...making }
      if (there === null) await insertCategory(db, row)
      return showMade(context, row)
    },
    created: ({ id }) => id,
    replay: async (id, context) => {
      const row = await readCategory(context.db, whoseAssets(context), id)
      return row && showMade(context, row)
    },
  }),

  implement(updateAssetCategory, {
    load: loadCategory,
    requests: ({ target }, { input }) => [
      { action: media.update.name, target, after: { category: input.body.category.normalize('NFC') } },
    ],
    handle: async (context) => {
      const row = await moveCategory(context, context.input.body.category.normalize('NFC'))
      return showCategory({ row, assets: context.facts.assets })
    },
  }),

  implement(deleteAssetCategory, {
    load: loadCategory,
    handle: async (context) => {
      const { db, facts, note } = context
      const { row, assets } = facts
      const branch = whoseAssets(context)
      note({ category: row.category })
      if ((await holdCategory(db, branch, row.category, 'update'))?.id !== row.id)
        throw refuse(problems.conflict, 'It was changed meanwhile: try again.')
      if ((await countFilesIn(db, branch, row.category)) > 0) throw refuse(problems.inUse, filesInIt(assets))
      await deleteCategory(db, row)
      return null
    },
  }),
]

/** Of files that the caller may not see, only that there are some. */
function filesInIt(readable: number): string {
  return readable === 0 ? 'There are files in it.' : `There are files in it, ${readable} of which you may see.`
}
