import {
  createPersonalToken,
  listPersonalTokens,
  revokePersonalToken,
  updatePersonalToken,
} from '@latchkey/contract/account/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { showSession } from '@latchkey/contract/session/operations'
import { listSpaces } from '@latchkey/contract/spaces/operations'
import { isRecord } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { oneIn, textIn } from './root.ts'
import { scopeNames, scopeOf, scopeRows } from './scopes.ts'

type Token = ResultOf<typeof listPersonalTokens>['items'][number]
type Space = ResultOf<typeof listSpaces>['items'][number]

const yearMs = 365 * 24 * 60 * 60 * 1000

/** `GET personal_access_tokens/metadata`. */
export function* showScopes(): Plan {
  // Who asks has to have a token that is good; what there is to choose from is no secret.
  yield* call(showSession, {})
  return { status: 200, body: { available_scopes: scopeRows.map(({ resource, actions }) => ({ resource, actions })) } }
}

/** `GET personal_access_tokens`: those that work and those that were revoked. */
export function* listTokens(): Plan {
  const tokens = yield* ownTokens()
  const spaces = yield* spacesOf()
  const shown = tokens.filter(({ state }) => state !== 'expired').map((token) => tokenOf(token, spaces))
  return { status: 200, body: { personal_access_tokens: shown } }
}

/** `POST personal_access_tokens`: at most for a year, and for one where nothing is said. */
export function* createToken(request: VendorRequest): Plan {
  const { body, minute } = request
  if (!isRecord(body)) throw refuseBody('/name', "can't be blank")
  const name = textIn(body, 'name')
  if (name === undefined || name === '') throw refuseBody('/name', "can't be blank")
  const until = textIn(body, 'expires_at')
  const end = until === undefined ? minute + yearMs : Date.parse(until)
  if (Number.isNaN(end) || end > minute + yearMs + 60_000)
    throw refuseBody('/expires_at', 'Write a time within a year from now.')
  const isFull = body['user_permission'] === true
  const names = listIn(body, 'scopes').map(String)
  const numbers = listIn(body, 'space_ids')
  if (isFull && (names.length > 0 || numbers.length > 0))
    throw refuseBody('/user_permission', 'It goes without scopes and spaces.')
  if (!isFull && names.length === 0) throw refuseBody('/scopes', "can't be blank")
  const spaces = yield* spacesOf()
  const reach = numbers.map((number) => {
    const space = spaces.find(({ serial }) => serial === number)
    if (space === undefined) throw refuseBody('/space_ids', `There is no space ${String(number)}.`)
    return space.id
  })
  const { secret, ...token } = yield* call(createPersonalToken, {
    body: {
      name,
      scope: isFull ? { form: 'all' } : scopeOf(names),
      expires_at: new Date(end).toISOString(),
      ...(reach.length > 0 && { spaces: reach }),
    },
  })
  return { status: 201, body: { ...tokenOf(token, spaces), full_token: secret } }
}

/** `PUT personal_access_tokens/{number}`: its name alone. */
export function* renameToken(request: VendorRequest): Plan {
  const { body } = request
  const name = isRecord(body) ? textIn(body, 'name') : undefined
  if (name === undefined || name === '') throw refuseBody('/name', "can't be blank")
  const { id } = oneIn(request, yield* ownTokens())
  yield* call(updatePersonalToken, { params: { token: id }, body: { name } })
  return { status: 204, body: null }
}

/** `DELETE personal_access_tokens/{number}`: it stays in the list. */
export function* revokeToken(request: VendorRequest): Plan {
  const { id } = oneIn(request, yield* ownTokens())
  yield* call(revokePersonalToken, { params: { token: id } })
  return { status: 204, body: null }
}

/** `GET tokens/validate`: open to every token that works, whatever its scope and spaces. */
export function* validateToken(): Plan {
  const { token } = yield* call(showSession, {})
  const { masked, scope, expires_at } = token
  const isOpen = scope === null || scope.form === 'all'
  return {
    status: 200,
    body: {
      valid: true,
      type: 'pat',
      token_display: masked,
      scopes: scopeNames(scope),
      user_permission: isOpen,
      expires_at,
    },
  }
}

function ownTokens(): Plan<readonly Token[]> {
  return readAll((page) => call(listPersonalTokens, { query: page }))
}

function spacesOf(): Plan<readonly Space[]> {
  return readAll((page) => call(listSpaces, { query: page }))
}

function listIn(record: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const value = record[key] ?? []
  if (!Array.isArray(value)) throw refuseBody(`/${key}`, 'Write a list.')
  return value
}

function tokenOf(token: Token, known: readonly Space[]): Record<string, unknown> {
  const { serial, name, masked, scope, spaces, state, expires_at, last_used_at, created_at, updated_at } = token
  const slugs: readonly string[] = Array.isArray(spaces) ? spaces : []
  return {
    id: serial,
    name,
    scopes: scopeNames(scope),
    space_ids: known.filter(({ slug }) => slugs.includes(slug)).map((space) => space.serial),
    token_display: masked,
    expires_at,
    last_used_at,
    // Nothing of a token changes any more once it was revoked.
    revoked_at: state === 'revoked' ? updated_at : null,
    created_at,
    deprecated: false,
    user_permission: scope?.form === 'all',
  }
}
