import {
  createTypeTag,
  declareAssetTag,
  deleteTypeTag,
  listDeclaredAssetTags,
  listTypeTags,
  renameAssetTag,
  renameTypeTag,
  withdrawAssetTag,
} from '@latchkey/contract/declared-tags/operations'
import { declaredTagsMax } from '@latchkey/contract/declared-tags/schemas'
import { problems } from '@latchkey/contract/problems'
import type { Reader, Writer } from '../../database/database.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { type Context, type Facts, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseContentVersions } from '../authority.ts'
import { rowByRow } from '../row-by-row.ts'
import { isBorneByFile } from './borne.ts'
import {
  type DeclaredTagRow,
  deleteDeclaredTag,
  insertDeclaredTag,
  readDeclaredTag,
  readDeclaredTags,
  renameDeclaredTag,
  type TagSort,
} from './queries.ts'
import { retagTypes } from './retag-types.ts'
import { areas, targetOfTag } from './target.ts'

interface TagFacts extends Facts {
  readonly tag: DeclaredTagRow
}

/** What is the same for the tags of types and of files. */
function of(sort: TagSort) {
  return {
    listing: {
      load: async ({ space }: Pick<Context, 'space'>): Promise<Facts> => ({ target: { area: areas[sort], space } }),
      requests: rowByRow,
      handle: async ({
        db,
        space,
        allows,
      }: Pick<HandlerContext<unknown, Reader, Facts, unknown>, 'db' | 'space' | 'allows'>) => {
        const action = `${areas[sort]}.read`
        const rows = await readDeclaredTags(db, space.id, sort)
        const items = rows.filter((row) => allows({ action, target: targetOfTag(space, row) })).map(render)
        return { items, next: null }
      },
    },
    creating: {
      prepare: (_input: unknown, { nextSerial }: Pick<Context['services'], 'nextSerial'>) => nextSerial('declared-tag'),
      load: async ({ space, caller }: Pick<Context, 'space' | 'caller'>): Promise<Facts> => ({
        target: { area: areas[sort], space, creator: caller.principal.name, tags: [] },
      }),
      handle: async (context: HandlerContext<{ body: { tag: string } }, Writer, Facts, number>) => {
        const { db, space, caller, services, now, input, prepared: serial } = context
        const tag = input.body.tag.normalize('NFC')
        await assertFree(db, space.id, sort, tag)
        const row: DeclaredTagRow = {
          space_id: space.id,
          id: services.newId(),
          serial,
          sort,
          tag,
          ...creatorColumns(caller.principal.name),
          created_at: now,
        }
        await insertDeclaredTag(db, row)
        return render(row)
      },
      created: ({ id }: { readonly id: string }) => id,
      replay: async (id: string, { db, space }: Pick<Context, 'db' | 'space'>) => {
        const row = await readDeclaredTag(db, space.id, sort, id)
        return row && render(row)
      },
    },
    find: async ({ db, space }: Pick<Context, 'db' | 'space'>, id: string): Promise<TagFacts | null> => {
      const tag = await readDeclaredTag(db, space.id, sort, id)
      return tag && { target: targetOfTag(space, tag), tag }
    },
  }
}

const ofTypes = of('type')
const ofAssets = of('asset')

export const declaredTagImplementations = [
  implement(listTypeTags, ofTypes.listing),
  implement(createTypeTag, ofTypes.creating),
  implement(listDeclaredAssetTags, ofAssets.listing),
  implement(declareAssetTag, ofAssets.creating),

  implement(renameTypeTag, {
    load: (context) => ofTypes.find(context, context.input.params.tag),
    handle: async ({ db, space, facts: { tag: row }, input, note, now }) => {
      const tag = input.body.tag.normalize('NFC')
      if (tag === row.tag) return render(row)
      await assertFree(db, space.id, row.sort, tag)
      await renameDeclaredTag(db, row, tag)
      note({ types: await retagTypes(db, row, tag, now) })
      await raiseContentVersions(db, space.id)
      return render({ ...row, tag })
    },
  }),

  implement(deleteTypeTag, {
    load: (context) => ofTypes.find(context, context.input.params.tag),
    handle: async ({ db, space, facts: { tag }, note, now }) => {
      await deleteDeclaredTag(db, tag)
      note({ types: await retagTypes(db, tag, null, now) })
      await raiseContentVersions(db, space.id)
      return null
    },
  }),

  implement(renameAssetTag, {
    load: (context) => ofAssets.find(context, context.input.params.assetTag),
    handle: async ({ db, space, facts: { tag: row }, input }) => {
      const tag = input.body.tag.normalize('NFC')
      if (tag === row.tag) return render(row)
      if (await isBorneByFile(db, row)) throw refuse(problems.inUse, 'Files bear it: change their tags first.')
      await assertFree(db, space.id, row.sort, tag)
      await renameDeclaredTag(db, row, tag)
      return render({ ...row, tag })
    },
  }),

  implement(withdrawAssetTag, {
    load: (context) => ofAssets.find(context, context.input.params.assetTag),
    handle: async ({ db, facts: { tag } }) => {
      await deleteDeclaredTag(db, tag)
      return null
    },
  }),
]

async function assertFree(db: Reader, spaceId: string, sort: TagSort, tag: string): Promise<void> {
  const all = await readDeclaredTags(db, spaceId, sort)
  if (all.length >= declaredTagsMax) throw refuse(problems.conflict, `${declaredTagsMax} tags are declared already.`)
  if (all.every((each) => each.tag !== tag)) return
  const detail = 'This tag is declared already.'
  throw refuse(problems.conflict, detail, { errors: [{ pointer: '/tag', detail }] })
}

function render({ id, serial, tag, created_at }: DeclaredTagRow) {
  return { id, serial, tag, created_at: new Date(created_at).toISOString() }
}
