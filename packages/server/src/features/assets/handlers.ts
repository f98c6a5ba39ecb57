import { media } from '@latchkey/contract/actions'
import {
  deleteAsset,
  downloadAsset,
  listAssetTags,
  listAssets,
  publishAsset,
  showAsset,
  unpublishAsset,
  updateAsset,
} from '@latchkey/contract/assets/operations'
import type { InputOf } from '@latchkey/contract/operation'
import type { Writer } from '../../database/database.ts'
import { FileAnswer } from '../../pipeline/file-answer.ts'
import { type Facts, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import { numberCategory } from '../asset-categories/number-category.ts'
import { keptTags } from '../content/tags.ts'
import { resolveEnvironments } from '../entries/change-entry.ts'
import { readViews } from '../entries/lasting-facts.ts'
import { assertCurrent } from './assert-current.ts'
import { decodeMetadata, encodeMetadata, resultTarget, showAsset as show, tagOf } from './asset.ts'
import { workingAssets, workingColumns } from './asset-source.ts'
import { goLive, goOffline, writeChange } from './change-asset.ts'
import { countByTag } from './count-assets.ts'
import { storedName } from './file-name.ts'
import { giveName } from './give-name.ts'
import { listAssets as list } from './list-assets.ts'
import { type AssetFacts, whoseAssets, loadAsset } from './load-asset.ts'
import { changeAsset, readAssetRows, readLiveOf } from './queries.ts'
import { replaceFileImplementation, uploadImplementation } from './upload-handlers.ts'

const ofAsset = { load: loadAsset, resultTarget }
const ofAll = {
  load: async ({ space }: { readonly space: Facts['target']['space'] }): Promise<Facts> => ({
    target: { area: 'media', space },
  }),
  // Which rows are shown is the filter's to say.
  requests: () => [],
}

export const assetImplementations = [
  uploadImplementation,
  replaceFileImplementation,

  implement(listAssets, {
    ...ofAll,
    handle: async (context) => {
      const { db, space, services, input, filter } = context
      const branch = whoseAssets(context)
      const { status } = input.query
      const { rows, ...page } = await list(services.ring, {
        source: workingAssets(db, branch),
        filter: filter({ area: 'media', space }),
        columns: workingColumns,
        newestBy: 'created_at',
        parameters: input.query,
        ...(status && { also: { is: 'column', column: 'status', test: { is: 'one-of', values: [status] } } }),
        scope: `assets.list ${space.id} ${branch.branchId} ${status}`,
      })
      const ids = rows.map(({ id }) => id)
      const found = await readAssetRows(db, branch, ids)
      const live = await readLiveOf(db, branch, ids)
      const states = ids.flatMap((id) => {
        const row = found.get(id)
        return row ? [{ row, live: live.get(id) ?? [] }] : []
      })
      return { items: states.map(show), ...page }
    },
  }),

  implement(listAssetTags, {
    ...ofAll,
    handle: async (context) => {
      const source = workingAssets(context.db, whoseAssets(context))
      const items = await countByTag(source, context.filter({ area: 'media', space: context.space }))
      return { items, next: null }
    },
  }),

  implement(showAsset, { load: loadAsset, handle: async ({ facts }) => show(facts.state) }),

  implement(downloadAsset, {
    load: loadAsset,
    handle: async ({ facts: { state }, services }) => {
      const { file_name: fileName, blob, bytes, media_type: mediaType } = state.row
      const open: FileContentOf = (range) => services.files.blobs.open(blob, range)
      return new FileAnswer({ fileName, tag: tagOf(blob), content: async () => ({ bytes, mediaType, open }) })
    },
  }),

  implement(updateAsset, {
    ...ofAsset,
    requests: ({ target }, { input }) => [{ action: media.update.name, target, after: partsAfter(input) }],
    handle: async (context) => {
      assertCurrent(context)
      const { db, facts, input, services, now } = context
      const { private: isPrivate, metadata, tags } = input.body
      const { category } = partsAfter(input)
      const said = decodeMetadata(facts.state.row.metadata)
      const fileName = await nameAfter(context)
      if (category !== undefined)
        await numberCategory(db, whoseAssets(context), category, { newId: services.newId, now })
      const next = await writeChange(
        db,
        facts.state,
        {
          file_name: fileName,
          ...(category !== undefined && { category }),
          ...(isPrivate !== undefined && { private: isPrivate ? 1 : 0 }),
          metadata: encodeMetadata({ ...said.metadata, ...metadata }, tags ?? said.tags),
        },
        now,
      )
      return show(next)
    },
  }),

  implement(publishAsset, {
    ...ofAsset,
    handle: async (context) => {
      assertCurrent(context)
      const { db, facts, input, note, space, now } = context
      const views = resolveEnvironments(await readViews(db, space.id, context.branch.id), input.body.environments)
      note({ environments: views.map(({ environment }) => environment) })
      return show(await goLive(db, facts.state, views, now))
    },
  }),

  implement(unpublishAsset, {
    ...ofAsset,
    handle: async (context) => {
      assertCurrent(context)
      const { db, facts, input, note, space, now } = context
      const views = resolveEnvironments(await readViews(db, space.id, context.branch.id), input.body.environments)
      const environments = views.map(({ environment }) => environment)
      note({ environments })
      return show(await goOffline(db, facts.state, { environments }, now))
    },
  }),

  implement(deleteAsset, {
    load: loadAsset,
    handle: async (context) => {
      assertCurrent(context)
      const { db, facts, now } = context
      const environments = facts.state.live.map(({ environment }) => environment)
      const { row } = await goOffline(db, facts.state, { environments, deleted: true }, now)
      await changeAsset(db, row, { deleted_at: now, version: row.version + 1 })
      return null
    },
  }),
]

type FileContentOf = Awaited<ReturnType<FileAnswer['content']>>['open']

/** What the request makes of the asset's names and tags; both sides are decided. */
function partsAfter({ body }: InputOf<typeof updateAsset>) {
  return {
    ...(body.file_name !== undefined && { name: storedName(body.file_name) }),
    ...(body.category !== undefined && { category: body.category?.normalize('NFC') ?? null }),
    ...(body.tags && { tags: keptTags(body.tags) }),
  }
}

/** The name that the asset gets: where the one that is asked for is taken, one beside it, which is decided too. */
async function nameAfter(
  context: HandlerContext<InputOf<typeof updateAsset>, Writer, AssetFacts, unknown>,
): Promise<string> {
  const { db, facts, input, authorize, note } = context
  const { row } = facts.state
  const asked = input.body.file_name === undefined ? row.file_name : storedName(input.body.file_name)
  if (asked === row.file_name) return asked
  const given = await giveName(db, whoseAssets(context), asked)
  if (given !== asked) {
    authorize([{ action: media.update.name, target: facts.target, after: { ...partsAfter(input), name: given } }])
    note({ file_name: given })
  }
  return given
}
