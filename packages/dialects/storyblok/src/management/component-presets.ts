import { listContentTypes } from '@latchkey/contract/content-types/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import {
  createTypePreset as create,
  deleteTypePreset as remove,
  listTypePresets as list,
  updateTypePreset as update,
} from '@latchkey/contract/type-presets/operations'
import { isRecord } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { fileAddress, fileIdIn } from '../from-result/address.ts'
import { assetShower, contentOf } from '../from-result/content.ts'
import type { Type } from './component.ts'
import { fieldsOf } from './content.ts'
import { oneIn, refuseKeys, rootOf, textIn } from './root.ts'

export type Preset = ResultOf<typeof list>['items'][number]

/** What of a preset there is nothing of here. */
const unknownKeys = ['color', 'icon']

/** `GET presets`, or those of one component. */
export function* listPresets(request: VendorRequest): Plan {
  const component = textOf(request.query, 'component_id')
  const types = yield* typesOf(request)
  const presets = (yield* presetsOf(request)).map((preset) => presetOf(request, preset, types))
  const shown = presets.filter((preset) => component === undefined || String(preset.component_id) === component)
  return { status: 200, body: { presets: shown } }
}

/** `GET presets/{number}`. */
export function* showPreset(request: VendorRequest): Plan {
  const preset = oneIn(request, yield* presetsOf(request))
  return { status: 200, body: { preset: presetOf(request, preset, yield* typesOf(request)) } }
}

/** `POST presets`. */
export function* createPreset(request: VendorRequest): Plan {
  const sent = rootOf(request, 'preset')
  refuseKeys(sent, unknownKeys)
  const name = textIn(sent, 'name')
  if (name === undefined || name === '') throw refuseBody('/name', "can't be blank")
  const types = yield* typesOf(request)
  const type = types.find(({ serial }) => serial === sent['component_id'])
  if (type === undefined) throw refuseBody('/component_id', 'There is no such component.')
  const made = yield* call(create, {
    params: { space: request.space.id },
    body: { type: type.id, name, ...valuesIn(request, sent, type) },
  })
  return { status: 201, body: { preset: presetOf(request, made, types) } }
}

/** `PUT presets/{number}`: a `preset` that is sent is all of it. */
export function* updatePreset(request: VendorRequest): Plan {
  const sent = rootOf(request, 'preset')
  refuseKeys(sent, unknownKeys)
  const types = yield* typesOf(request)
  const { id, type: slug } = oneIn(request, yield* presetsOf(request))
  const type = types.find((each) => each.slug === slug)
  const { component_id: component } = sent
  if (component !== undefined && component !== type?.serial)
    throw refuseBody('/component_id', 'A preset stays with its component.')
  const name = textIn(sent, 'name')
  const changed = yield* call(update, {
    params: { space: request.space.id, preset: id },
    body: { ...(name !== undefined && { name }), ...valuesIn(request, sent, type) },
  })
  return { status: 200, body: { preset: presetOf(request, changed, types) } }
}

/** `DELETE presets/{number}`. */
export function* deletePreset(request: VendorRequest): Plan {
  const preset = oneIn(request, yield* presetsOf(request))
  const types = yield* typesOf(request)
  yield* call(remove, { params: { space: request.space.id, preset: preset.id } })
  return { status: 200, body: { preset: presetOf(request, preset, types) } }
}

function* typesOf({ space }: VendorRequest): Plan<readonly Type[]> {
  return (yield* call(listContentTypes, { params: { space: space.id } })).items
}

function* presetsOf({ space }: VendorRequest): Plan<readonly Preset[]> {
  return (yield* call(list, { params: { space: space.id } })).items
}

function valuesIn({ space }: VendorRequest, sent: Readonly<Record<string, unknown>>, type: Type | undefined) {
  const { preset, image } = sent
  const description = textIn(sent, 'description')
  if (preset !== undefined && !isRecord(preset)) throw refuseBody('/preset', 'Write an object.')
  return {
    ...(description !== undefined && { description }),
    ...(image !== undefined && { image: imageIn(image, space.id) }),
    ...(preset !== undefined && { fields: fieldsOf(preset, type?.fields ?? [], { spaceId: space.id, whole: false }) }),
  }
}

/** The file that an address leads to; an empty one takes it away. */
function imageIn(image: unknown, spaceId: string): string | null {
  if (image === null || image === '') return null
  const id = typeof image === 'string' ? fileIdIn(image, spaceId) : null
  if (id === null) throw refuseBody('/image', 'No file of this space has that address.')
  return id
}

/** A preset as the vendor shows it. Files in it have their addresses and no more. */
export function presetOf(request: Pick<VendorRequest, 'base' | 'space'>, preset: Preset, types: readonly Type[]) {
  const { base, space } = request
  const { id, serial, type: slug, name, description, image, created_at, updated_at } = preset
  const addressOf = (file: string, fileName: string) => fileAddress({ base, spaceId: space.id }, file, fileName)
  const shapes = new Map(types.map((type) => [type.slug, type.fields]))
  return {
    id: serial,
    name,
    preset: contentOf({ ...preset, id }, shapes, assetShower([], addressOf)),
    component_id: types.find((type) => type.slug === slug)?.serial ?? null,
    image: image === null ? null : addressOf(image, 'file'),
    color: '',
    icon: '',
    description,
    created_at,
    updated_at,
  }
}
