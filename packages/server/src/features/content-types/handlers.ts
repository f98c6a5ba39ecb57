import {
  createContentType,
  deleteContentType,
  listContentTypes,
  showContentType,
  updateContentType,
} from '@latchkey/contract/content-types/operations'
import { schema } from '@latchkey/contract/actions'
import type { Field } from '@latchkey/contract/content-types/schemas'
import { problems } from '@latchkey/contract/problems'
import type { Target } from '@latchkey/policy/request'
import type { Reader, Writer } from '../../database/database.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { creatorColumns, creatorOf } from '../../lib/creator.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { implement } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseContentVersions } from '../authority.ts'
import { declaredFields } from '../content/content-type.ts'
import { readDatasources } from '../datasources/queries.ts'
import { rowByRow } from '../row-by-row.ts'
import { adaptEntries } from './adapt-entries.ts'
import {
  countEntries,
  deleteTypeRow,
  existingSlugs,
  insertType,
  readType,
  readTypes,
  type TypeRow,
  updateType,
} from './queries.ts'
import { faultsOfFields, namedDatasources, referencedTypes } from './rules.ts'

interface TypeFacts extends Facts {
  readonly type: TypeRow
}

type OneType = Context<{ params: { type: string }; query: unknown; body: unknown }>

async function loadType({ db, space, branch, input, operation }: OneType): Promise<TypeFacts | null> {
  const type = await readType(db, space.id, branch.id, input.params.type, { forUpdate: operation.access !== 'read' })
  return type && { target: targetOf(space, type), type }
}

function targetOf(space: SpaceFacts, type: TypeRow): Target {
  return { area: 'schema', space, type: type.slug, id: type.id, name: type.slug, creator: creatorOf(type) }
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
    handle: async ({ db, space, branch, input: { body }, caller, services, now, prepared: serial }) => {
      assertFields(body.fields)
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
        fields: JSON.stringify(body.fields),
        singleton: body.singleton ? 1 : 0,
        display_field: null,
        spent_keys: '[]',
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
    handle: async ({ db, facts: { type, target }, input: { body }, space, branch, request, now, allows }) => {
      assertVersion(request.ifMatch, type.version, allows({ action: schema.read.name, target }))
      const fields = body.fields ?? declaredFields(type.fields)
      const { slug = type.slug, singleton = type.singleton === 1 } = body
      assertFields(fields)
      if (slug !== type.slug) await assertSlugFree(db, space.id, branch.id, slug)
      if (singleton && type.singleton === 0) await assertOneEntry(db, type)
      if (body.fields) await adaptEntries(db, type, body.fields, space)
      const name = body.name?.normalize('NFC') ?? type.name
      const change = {
        slug,
        name,
        singleton: singleton ? 1 : 0,
        fields: JSON.stringify(fields),
        updated_at: now,
      } as const
      await updateType(db, type, change)
      await raiseContentVersions(db, space.id)
      const changed = { ...type, ...change, version: type.version + 1 }
      return { ...render(changed), ...(await warningsAbout(db, space.id, branch.id, fields)) }
    },
  }),

  implement(deleteContentType, {
    load: loadType,
    handle: async ({ db, facts: { type }, space }) => {
      const { all, deleted } = await countEntries(db, type)
      if (all > 0) throw refuse(problems.inUse, `It has ${all} entries, ${deleted} of them in the trash.`)
      await deleteTypeRow(db, type)
      await raiseContentVersions(db, space.id)
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
async function warningsAbout(db: Reader, spaceId: string, branchId: string, fields: readonly Field[]) {
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
  ]
  return warnings.length > 0 ? { warnings } : {}
}

function render(type: TypeRow) {
  return {
    id: type.id,
    slug: type.slug,
    name: type.name,
    singleton: type.singleton === 1,
    fields: [...declaredFields(type.fields)],
    version: type.version,
    created_at: new Date(type.created_at).toISOString(),
    updated_at: new Date(type.updated_at).toISOString(),
  }
}
