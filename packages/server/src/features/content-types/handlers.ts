import {
  checkContentType,
  createContentType,
  deleteContentType,
  listContentTypes,
  showContentType,
  updateContentType,
} from '@latchkey/contract/content-types/operations'
import { schema } from '@latchkey/contract/actions'
import type { Field } from '@latchkey/contract/content-types/schemas'
import { problems } from '@latchkey/contract/problems'
import type { Reader, Writer } from '../../database/database.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { creatorColumns } from '../../lib/creator.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseContentVersions } from '../authority.ts'
import { declaredFields, storedFields } from '../content/content-type.ts'
import { keptTags } from '../content/tags.ts'
import { readDatasources } from '../datasources/queries.ts'
import { recordTypeChange } from '../delivery-changes/record.ts'
import { rowByRow } from '../row-by-row.ts'
import { adaptIndex, findObstacles } from './adapt-entries.ts'
import { assertArranged } from './assert-arranged.ts'
import { type FieldPair, differencesOf, nextFields, type NextFields } from './field-keys.ts'
import { assertNoObstacles, obstaclesFor } from './judge-change.ts'
import {
  countEntries,
  deleteTypeRow,
  existingSlugs,
  insertType,
  readType,
  readTypes,
  tagsOf,
  type TypeRow,
  updateType,
} from './queries.ts'
import { faultsOfFields, namedDatasources, referencedTypes } from './rules.ts'
import { targetOf } from './target.ts'
import { unfitPresets } from './unfit-presets.ts'

interface TypeFacts extends Facts {
  readonly type: TypeRow
}

type OneType = Context<{ params: { type: string }; query: unknown; body: unknown }>

async function loadType({ db, space, branch, input, operation }: OneType): Promise<TypeFacts | null> {
  const type = await readType(db, space.id, branch.id, input.params.type, { forUpdate: operation.access !== 'read' })
  return type && { target: targetOf(space, type), type }
}

export const contentTypeImplementations = [
  implement(listContentTypes, {
    load: async ({ space }) => ({ target: { area: 'schema', space } }),
    handle: async ({ db, space, branch, allows }) => {
      const types = await readTypes(db, space.id, branch.id)
      const readable = types.filter((type) => allows({ action: schema.read.name, target: targetOf(space, type) }))
      return { items: readable.map(render), next: null }
    },
    requests: rowByRow,
  }),

  implement(createContentType, {
    prepare: (_input, { nextSerial }) => nextSerial('content-type'),
    load: async ({ space, input: { body }, caller }) => ({
      target: { area: 'schema', space, type: body.slug, name: body.slug, creator: caller.principal.name },
    }),
    handle: async (context) => {
      const { db, space, branch, input, caller, services, now, prepared: serial } = context
      const { body } = input
      assertFields(body.fields)
      await assertArranged(context, body, null)
      await assertSlugFree(db, space.id, branch.id, body.slug)
      const type: TypeRow = {
        space_id: space.id,
        branch_id: branch.id,
        id: services.newId(),
        serial,
        slug: body.slug,
        name: body.name?.normalize('NFC') ?? body.slug,
        description: '',
        version: 1,
        fields: JSON.stringify(nextFields([], body.fields, []).fields),
        singleton: body.singleton ? 1 : 0,
        display_field: null,
        spent_keys: '[]',
        group_id: body.group ?? null,
        preset_id: null,
        tags: JSON.stringify(keptTags(body.tags ?? [])),
        ...creatorColumns(caller.principal.name),
        created_at: now,
        updated_at: now,
      }
      await insertType(db, type)
      await raiseContentVersions(db, space.id)
      return { ...render(type), ...(await warningsAbout(db, space.id, branch.id, body.fields)) }
    },
    created: ({ id }) => id,
    replay: async (id, { db, space, branch }) => {
      const type = await readType(db, space.id, branch.id, id, { forUpdate: false })
      return type && render(type)
    },
  }),

  implement(showContentType, {
    load: loadType,
    handle: async ({ facts }) => render(facts.type),
  }),

  implement(updateContentType, {
    load: loadType,
    requests: ({ target }, { input: { body } }) => [
      {
        action: schema.update.name,
        target,
        ...(body.slug !== undefined && { after: { name: body.slug } }),
      },
    ],
    handle: async (context) => {
      const { db, facts, input, space, branch, request, now, allows, services } = context
      const { type, target } = facts
      const { slug = type.slug, singleton = type.singleton === 1, fields: sent } = input.body
      const { group = type.group_id, preset = type.preset_id, tags } = input.body
      assertVersion(request.ifMatch, type.version, allows({ action: schema.read.name, target }))
      if (slug !== type.slug) await assertSlugFree(db, space.id, branch.id, slug)
      if (singleton && type.singleton === 0) await assertOneEntry(db, type)
      await assertArranged(context, input.body, type)
      const next = sent && readNext(type, sent)
      if (next) await assertNoObstacles(context, next)
      const fields = next ? await adaptIndex(db, type, next, { newId: services.newId, now }) : storedFields(type.fields)
      const change = {
        slug,
        name: input.body.name?.normalize('NFC') ?? type.name,
        singleton: singleton ? 1 : 0,
        group_id: group,
        preset_id: preset,
        tags: tags === undefined ? type.tags : JSON.stringify(keptTags(tags)),
        fields: JSON.stringify(fields),
        spent_keys: next ? JSON.stringify(next.spent) : type.spent_keys,
        updated_at: now,
      } as const
      await updateType(db, type, change)
      const seqs = await raiseContentVersions(db, space.id)
      if (slug !== type.slug) await recordTypeChange(db, type, 'slug', seqs, now)
      else if (change.fields !== type.fields) await recordTypeChange(db, type, 'fields', seqs, now)
      const changed = { ...type, ...change, version: type.version + 1 }
      const unfit = next ? await unfitPresets(db, changed) : []
      return { ...render(changed), ...(await warningsAbout(db, space.id, branch.id, fields, next?.pairs, unfit)) }
    },
  }),

  implement(checkContentType, {
    load: loadType,
    handle: async (context) => {
      const { facts, input, db, space } = context
      const next = readNext(facts.type, input.body.fields ?? declaredFields(facts.type.fields))
      const found = await findObstacles(db, facts.type, next, space)
      const warnings = await unfitPresets(db, { ...facts.type, fields: JSON.stringify(next.fields) })
      return { changes: differencesOf(next.pairs), obstacles: await obstaclesFor(context, found), warnings }
    },
  }),

  implement(deleteContentType, {
    load: loadType,
    handle: async ({ db, facts: { type }, space, now }) => {
      const { all, deleted } = await countEntries(db, type)
      if (all > 0) throw refuse(problems.inUse, `It has ${all} entries, ${deleted} of them in the trash.`)
      await deleteTypeRow(db, type)
      await recordTypeChange(db, type, 'deleted', await raiseContentVersions(db, space.id), now)
      return null
    },
  }),
]

function assertFields(fields: readonly Field[]): void {
  const errors = faultsOfFields(fields)
  if (errors.length > 0) throw refuse(problems.invalidBody, undefined, { errors })
}

async function assertSlugFree(db: Reader, spaceId: string, branchId: string, slug: string): Promise<void> {
  const taken = await existingSlugs(db, spaceId, branchId, [slug])
  if (taken.size > 0) throw refuse(problems.slugTaken, 'Another content type has this slug.')
}

async function assertOneEntry(db: Writer, type: TypeRow): Promise<void> {
  const { all, deleted } = await countEntries(db, type)
  if (all - deleted > 1) throw refuse(problems.conflict, `It has ${all - deleted} entries; a singleton has one.`)
}

/** Fields may name types and datasources that are still to come. */
async function warningsAbout(
  db: Reader,
  spaceId: string,
  branchId: string,
  fields: readonly Field[],
  pairs: readonly FieldPair[] = [],
  further: readonly string[] = [],
) {
  const types = referencedTypes(fields)
  const sources = namedDatasources(fields)
  const existing = await existingSlugs(db, spaceId, branchId, types)
  const existingSources = new Set((await readDatasources(db, spaceId)).map(({ slug }) => slug))
  const warnings = [
    ...types
      .filter((slug) => !existing.has(slug))
      .map((slug) => `A reference names the content type ${slug}, which does not exist.`),
    ...sources
      .filter((slug) => !existingSources.has(slug))
      .map((slug) => `A select names the datasource ${slug}, which does not exist.`),
    ...differencesOf(pairs).flatMap(({ was, field }) =>
      was === undefined ? [] : [`Grants that name the field ${was} do not speak of ${field}.`],
    ),
    ...further,
  ]
  return warnings.length > 0 ? { warnings } : {}
}

/** The fields of a change, told apart from those that the type has; refused with every mistake. */
function readNext(type: TypeRow, sent: readonly Field[]): NextFields {
  const next = nextFields(storedFields(type.fields), sent, spentKeys(type))
  const errors = [...faultsOfFields(sent), ...next.issues]
  if (errors.length > 0) throw refuse(problems.invalidBody, undefined, { errors })
  return next
}

function spentKeys({ spent_keys: keys }: TypeRow): readonly string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by updateContentType.
  return JSON.parse(keys) as string[]
}

function render(type: TypeRow) {
  const indexing = storedFields(type.fields).flatMap(({ id, indexing: build }) => (build === undefined ? [] : [id]))
  return {
    id: type.id,
    serial: type.serial,
    slug: type.slug,
    name: type.name,
    singleton: type.singleton === 1,
    fields: declaredFields(type.fields),
    group: type.group_id,
    preset: type.preset_id,
    tags: tagsOf(type),
    ...(indexing.length > 0 && { indexing }),
    version: type.version,
    created_at: new Date(type.created_at).toISOString(),
    updated_at: new Date(type.updated_at).toISOString(),
  }
}
