import { media } from '@latchkey/contract/actions'
import { listTrashedAssets, deleteTrashedAsset, restoreAsset } from '@latchkey/contract/asset-trash/operations'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import { type Position, readPage } from '../../lib/page.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { numberCategory } from '../asset-categories/number-category.ts'
import { type AssetRow, showAsset, targetOf } from '../assets/asset.ts'
import { workingAssets } from '../assets/asset-source.ts'
import { giveName } from '../assets/give-name.ts'
import { whoseAssets } from '../assets/load-asset.ts'
import { type Branch, changeAsset, deleteAssetRow } from '../assets/queries.ts'
import { releaseBlob } from '../assets/release-blob.ts'

interface TrashedFacts extends Facts {
  readonly row: AssetRow
}

type NamesTrashed = Context<{ params: { asset: string }; query: unknown; body: null }>

/** A file in the trash, by its id: names are free for others there. */
async function loadTrashed(context: NamesTrashed): Promise<TrashedFacts | null> {
  const { db, space, input } = context
  const row = await trashed(db, whoseAssets(context))
    .where('id', '=', input.params.asset)
    .selectAll()
    .forUpdate()
    .executeTakeFirst()
  return row ? { target: targetOf(space, row), row } : null
}

function trashed(db: Reader, { spaceId, branchId }: Branch) {
  return db
    .selectFrom('assets as a')
    .where('a.space_id', '=', spaceId)
    .where('a.branch_id', '=', branchId)
    .where('a.deleted_at', 'is not', null)
}

export const assetTrashImplementations = [
  implement(listTrashedAssets, {
    load: async ({ space }): Promise<Facts> => ({ target: { area: 'media', space } }),
    requests: () => [],
    handle: async (context) => {
      const { db, space, services, input, filter } = context
      const branch = whoseAssets(context)
      const { filterColumns } = workingAssets(db, branch)
      // What may not be read is not shown in the trash either.
      const visible = [media.delete.name, media.read.name].map((action) =>
        filterCondition(db, filter({ area: 'media', space }, { action }), filterColumns),
      )
      const found = () => visible.reduce((query, each) => query.where(each), trashed(db, branch))
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `asset-trash.list ${space.id} ${branch.branchId} ${context.caller.principal.name}`,
        rows: (after, limit) => {
          const query = found().selectAll().orderBy('a.deleted_at', 'desc').orderBy('a.id', 'desc').limit(limit)
          return (after === null ? query : query.where(behind(after))).execute()
        },
        positionOf: ({ deleted_at: at, id }) => [at ?? 0, id],
        total: async () => {
          const { count } = await found()
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow()
          return count
        },
      })
      const items = rows.map((row) => ({
        ...showAsset({ row, live: [] }),
        deleted_at: new Date(row.deleted_at ?? 0).toISOString(),
      }))
      return { items, ...page }
    },
  }),

  implement(restoreAsset, {
    load: loadTrashed,
    handle: async (context) => {
      const { db, facts, services, authorize, note, now } = context
      const { row, target } = facts
      const fileName = await giveName(db, whoseAssets(context), row.file_name)
      if (fileName !== row.file_name) {
        authorize([{ action: media.delete.name, target: { ...target, name: fileName } }])
        note({ file_name: fileName })
      }
      await numberCategory(db, whoseAssets(context), row.category, { newId: services.newId, now })
      const change = { file_name: fileName, deleted_at: null, version: row.version + 1, updated_at: now }
      await changeAsset(db, row, change)
      return showAsset({ row: { ...row, ...change }, live: [] })
    },
  }),

  implement(deleteTrashedAsset, {
    load: loadTrashed,
    handle: async ({ db, facts: { row }, now }) => {
      await deleteAssetRow(db, row)
      await releaseBlob(db, row.space_id, row.blob, now)
      return null
    },
  }),
]

function behind([at, id]: Position): Expression<SqlBool> {
  return sql`(a.deleted_at, a.id) < (${at}, ${id})`
}
