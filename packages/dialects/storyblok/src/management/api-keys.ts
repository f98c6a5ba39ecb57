import { showSpace } from '@latchkey/contract/spaces/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { listReleases } from '@latchkey/contract/releases/operations'
import { createToken, deleteToken, listTokens, updateToken } from '@latchkey/contract/tokens/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { accessKinds } from '../presets.ts'
import { oneIn, refuseKeys, rootOf, textIn } from './root.ts'

type Token = ResultOf<typeof listTokens>['items'][number]

/** What narrows a token there and here is said in our own API, by grants and branches. */
const unknownKeys = ['story_ids', 'branch_id', 'min_cache']

/** `GET api_keys`: the tokens of the space that the vendor has a word for. Their texts were shown when they were made. */
export function* listApiKeys(request: VendorRequest): Plan {
  const space = yield* spaceNumber(request)
  const keys = yield* keysOf(request)
  return { status: 200, body: { api_keys: keys.map((key) => keyOf(key, space, key.masked)) } }
}

/** `POST api_keys`: with its text, this once. Under its name and without it, as the vendor's documents and types have it. */
export function* createApiKey(request: VendorRequest): Plan {
  const sent = rootOf(request, 'api_key')
  refuseKeys(sent, unknownKeys)
  const row = accessKinds.find(({ access }) => access === sent['access'])
  if (row === undefined) throw refuseBody('/access', 'Write public, private, asset, release or theme.')
  const name = textIn(sent, 'name')
  const releases = yield* releasesIn(request, sent['release_ids'])
  const space = yield* spaceNumber(request)
  const { secret = '', ...made } = yield* call(createToken, {
    params: { space: request.space.id },
    body: { kind: row.kind, name: name ?? row.access, ...(releases.length > 0 && { releases }) },
  })
  return { status: 200, body: wrapped(keyOf(made, space, secret)) }
}

/** `PUT api_keys/{number}`. */
export function* updateApiKey(request: VendorRequest): Plan {
  const sent = rootOf(request, 'api_key')
  refuseKeys(sent, unknownKeys)
  const { id } = oneIn(request, yield* keysOf(request))
  const name = textIn(sent, 'name')
  const params = { space: request.space.id, token: id }
  yield* call(updateToken, { params, body: { ...(name !== undefined && { name }) } })
  return { status: 204, body: null }
}

/** `DELETE api_keys/{number}`: refused from the next request on. */
export function* deleteApiKey(request: VendorRequest): Plan {
  const key = oneIn(request, yield* keysOf(request))
  const space = yield* spaceNumber(request)
  yield* call(deleteToken, { params: { space: request.space.id, token: key.id } })
  return { status: 200, body: wrapped(keyOf(key, space, key.masked)) }
}

function keysOf({ space }: VendorRequest): Plan<readonly Token[]> {
  const filter = [
    { path: ['state', 'eq'], value: 'active' },
    { path: ['kind', 'in'], value: accessKinds.map(({ kind }) => kind).join(',') },
  ]
  return readAll((page) => call(listTokens, { params: { space: space.id }, query: { filter, ...page } }))
}

function* spaceNumber({ space }: VendorRequest): Plan<number> {
  return (yield* call(showSpace, { params: { space: space.id } })).serial
}

function* releasesIn({ space }: VendorRequest, sent: unknown): Plan<string[]> {
  if (!Array.isArray(sent) || sent.length === 0) return []
  const releases = yield* readAll((page) => call(listReleases, { params: { space: space.id }, query: page }))
  return sent.map((number: unknown) => {
    const found = releases.find(({ serial }) => serial === number)
    if (found === undefined) throw refuseBody('/release_ids', `There is no release ${String(number)}.`)
    return found.id
  })
}

function keyOf({ serial, kind, name }: Token, space: number, token: string): Record<string, unknown> {
  const access = accessKinds.find((row) => row.kind === kind)?.access
  return {
    id: serial,
    access,
    name,
    space_id: space,
    token,
    branch_id: null,
    story_ids: [],
    release_ids: [],
    min_cache: 0,
  }
}

function wrapped(key: Record<string, unknown>): object {
  return { api_key: key, ...key }
}
