import { media, schema } from '@latchkey/contract/actions'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import {
  createTypePreset,
  deleteTypePreset,
  listTypePresets,
  showTypePreset,
  updateTypePreset,
} from '@latchkey/contract/type-presets/operations'
import { presetsMax } from '@latchkey/contract/type-presets/schemas'
import type { Writer } from '../../database/database.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { type Facts, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { targetOf as targetOfAsset } from '../assets/asset.ts'
import { readAssetRows } from '../assets/queries.ts'
import { readTypes, updateType } from '../content-types/queries.ts'
import { targetOf as targetOfType } from '../content-types/target.ts'
import type { ContentType } from '../content/content-type.ts'
import { type Body, decodeBody, encodeBody } from '../content/field-values.ts'
import { plainValues } from '../content/plain-values.ts'
import { faultsOfPlain } from '../entries/checks.ts'
import { compiled, loadPreset, loadTypeOf, type TypeFacts } from './load-preset.ts'
import {
  deletePresetRow,
  insertPreset,
  type PresetRow,
  readPreset,
  readPresets,
  readPresetsOf,
  updatePreset,
} from './queries.ts'
import { keptBody, misfitsOf, namedFields } from './rules.ts'

export const typePresetImplementations = [
  implement(listTypePresets, {
    load: async (context): Promise<Facts | null> => {
      const { type } = context.input.query
      return type === undefined ? { target: { area: 'schema', space: context.space } } : loadTypeOf(context, type)
    },
    // About all types nothing is asked: the handler asks about each.
    requests: ({ target }) => (target.id === undefined ? [] : [{ action: schema.read.name, target }]),
    handle: async ({ db, space, branch, facts, allows }) => {
      const types = await readTypes(db, space.id, branch.id)
      const shown = new Map(
        types
          .filter(({ id }) => facts.target.id === undefined || facts.target.id === id)
          .filter((type) => allows({ action: schema.read.name, target: targetOfType(space, type) }))
          .map((row) => [row.id, compiled(row)]),
      )
      const items = (await readPresets(db, space.id, branch.id)).flatMap((preset) => {
        const type = shown.get(preset.type_id)
        return type === undefined ? [] : [render(preset, type)]
      })
      return { items, next: null }
    },
  }),

  implement(createTypePreset, {
    prepare: (_input, { nextSerial }) => nextSerial('type-preset'),
    load: (context) => loadTypeOf(context, context.input.body.type),
    handle: async (context) => {
      const { db, space, branch, facts, input, caller, services, now, prepared: serial } = context
      const { name, description = '', image = null, fields = {} } = input.body
      const body = await judged(context, { fields, image, before: null })
      const preset: PresetRow = {
        space_id: space.id,
        branch_id: branch.id,
        id: services.newId(),
        serial,
        type_id: facts.type.id,
        name: name.normalize('NFC'),
        description: description.normalize('NFC'),
        image,
        body: encodeBody(body),
        version: 1,
        ...creatorColumns(caller.principal.name),
        created_at: now,
        updated_at: now,
      }
      await assertNameFree(context, preset)
      await insertPreset(db, preset)
      return render(preset, facts.type)
    },
    created: ({ id }) => id,
    replay: async (id, { db, space, branch }, { type }) => {
      const preset = await readPreset(db, space.id, branch.id, id)
      return preset && render(preset, type)
    },
  }),

  implement(showTypePreset, {
    load: loadPreset,
    handle: async ({ facts: { preset, type } }) => render(preset, type),
  }),

  implement(updateTypePreset, {
    load: loadPreset,
    handle: async (context) => {
      const { db, facts, input, request, allows, now } = context
      const { preset: before, type, target } = facts
      const { name, description, image = before.image, fields } = input.body
      assertVersion(request.ifMatch, before.version, allows({ action: schema.read.name, target }))
      const body = await judged(context, { fields, image, before })
      const change = {
        name: name?.normalize('NFC') ?? before.name,
        description: description?.normalize('NFC') ?? before.description,
        image,
        body: encodeBody(body),
        version: before.version + 1,
        updated_at: now,
      }
      const preset = { ...before, ...change }
      await assertNameFree(context, preset)
      await updatePreset(db, preset, change)
      return render(preset, type)
    },
  }),

  implement(deleteTypePreset, {
    load: loadPreset,
    handle: async ({ db, facts: { preset, row, target }, request, allows, now }) => {
      assertVersion(request.ifMatch, preset.version, allows({ action: schema.read.name, target }))
      await deletePresetRow(db, preset)
      if (row.preset_id === preset.id) await updateType(db, row, { preset_id: null, updated_at: now })
      return null
    },
  }),
]

type Judging = Pick<HandlerContext<unknown, Writer, TypeFacts, unknown>, 'db' | 'space' | 'branch' | 'allows' | 'facts'>

interface Sent {
  /** Undefined: they stay. */
  readonly fields: Readonly<Record<string, unknown>> | undefined
  readonly image: string | null
  readonly before: PresetRow | null
}

/** The body of a preset, refused with every mistake: a preset holds what an entry could, and may lack what an entry needs. */
async function judged(context: Judging, { fields, image, before }: Sent): Promise<Body> {
  const { type } = context.facts
  const errors: ProblemIssue[] = []
  const body = fields === undefined && before !== null ? decodeBody(before.body) : keptBody(type, fields ?? {}, errors)
  if (fields !== undefined) errors.push(...(await faultsOfPlain(context, valuesIn(type, body))))
  if (image !== null && image !== before?.image && !(await isFile(context, image)))
    errors.push({ pointer: '/image', detail: 'There is no such file.' })
  if (errors.length > 0) throw refuse(problems.invalidBody, undefined, { errors })
  return body
}

function valuesIn(type: ContentType, body: Body) {
  return [...type.fields.values()].flatMap(({ id, key, declared }) => {
    const value = body[key]
    return value === undefined ? [] : plainValues(declared, value, `/fields/${id}`)
  })
}

async function isFile({ db, space, branch, allows }: Judging, id: string): Promise<boolean> {
  const row = (await readAssetRows(db, { spaceId: space.id, branchId: branch.id }, [id])).get(id)
  if (row === undefined || row.deleted_at !== null) return false
  return allows({ action: media.read.name, target: targetOfAsset(space, row) })
}

async function assertNameFree({ db, facts }: Judging, { id, name }: PresetRow): Promise<void> {
  const others = (await readPresetsOf(db, facts.row)).filter((each) => each.id !== id)
  if (others.length >= presetsMax) throw refuse(problems.conflict, `The type has ${presetsMax} presets already.`)
  if (others.every((each) => each.name !== name)) return
  const detail = 'Another preset of the type has this name.'
  throw refuse(problems.conflict, detail, { errors: [{ pointer: '/name', detail }] })
}

function render(preset: PresetRow, type: ContentType) {
  const body = decodeBody(preset.body)
  return {
    id: preset.id,
    serial: preset.serial,
    type: type.slug,
    name: preset.name,
    description: preset.description,
    image: preset.image,
    fields: namedFields(type, body),
    misfits: [...misfitsOf(type, body)],
    version: preset.version,
    created_at: new Date(preset.created_at).toISOString(),
    updated_at: new Date(preset.updated_at).toISOString(),
  }
}
