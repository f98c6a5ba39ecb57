import { createToken, deleteToken, listTokens, showToken, updateToken } from '@latchkey/contract/tokens/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { selfAt } from '../from-result/links.ts'
import { pageOf } from '../from-result/page.ts'
import { type Creators, describedToken, type Token, type TokenOwner, tokenOf } from '../from-result/token.ts'
import { idOfToken, tokenIdIn } from '../identifiers.ts'
import { readMode } from '../to-input/mode.ts'
import { readListRequest } from '../to-input/list.ts'
import { readNewToken, readTokenChange, tokenListFields } from '../to-input/token.ts'
import { readCreators } from './creators.ts'
import { assertNamesList } from './whole-path.ts'

/*
 * The tokens of an application are the management tokens of its space: they belong to it, whoever has made them. Tokens of
 * other kinds are no part of the vendor's API.
 */
const kind = 'management'

/** `GET /applications/{id}/tokens`. */
export function* listApplicationTokens(request: VendorRequest): Plan {
  assertNamesList(request)
  const { space, query } = request
  const asked = readListRequest(query, tokenListFields)
  const filter = [{ path: ['kind', 'eq'], value: kind }]
  const tokens = yield* readAll((page) => call(listTokens, { params: { space: space.id }, query: { filter, ...page } }))
  const page = pageOf(tokens, asked, describedToken)
  const creators = yield* readCreators(page.items)
  const items = page.items.map((token) => shownToken(request, token, creators))
  const self = selfAt(query, 'apiTokens', pathOf(request))
  return { status: 200, body: { ...page, items, ...ownerOf(request), ...self } }
}

/** `POST /applications/{id}/tokens`: the one answer with the token's text. */
export function* createApplicationToken(request: VendorRequest): Plan {
  const { scope, ...described } = readNewToken(request.body)
  const body = { ...described, kind, mode: readMode(scope) } as const
  const token = yield* call(createToken, { params: { space: request.space.id }, body })
  const creators = yield* readCreators([token])
  return { status: 201, body: { ...shownToken(request, token, creators), token: token.secret } }
}

/** `GET /applications/{id}/tokens/{token}`. */
export function* showApplicationToken(request: VendorRequest): Plan {
  return yield* answerToken(request, yield* findToken(request))
}

/** `PATCH /applications/{id}/tokens/{token}`: name, description and status. */
export function* updateApplicationToken(request: VendorRequest): Plan {
  const body = readTokenChange(request.body)
  const { id } = yield* findToken(request)
  return yield* answerToken(request, yield* call(updateToken, { params: { space: request.space.id, token: id }, body }))
}

/** `DELETE /applications/{id}/tokens/{token}`. */
export function* deleteApplicationToken(request: VendorRequest): Plan {
  const { id } = yield* findToken(request)
  yield* call(deleteToken, { params: { space: request.space.id, token: id } })
  return { status: 200, body: { success: true } }
}

/** The token of the path, where it is one of these. */
function* findToken({ space, params }: VendorRequest): Plan<Token> {
  const id = tokenIdIn(params['token'] ?? '')
  if (id === null) throw refuseMissing()
  const token = yield* call(showToken, { params: { space: space.id, token: id } })
  if (token.kind !== kind) throw refuseMissing()
  return token
}

function* answerToken(request: VendorRequest, token: Token): Plan {
  return { status: 200, body: shownToken(request, token, yield* readCreators([token])) }
}

function shownToken(request: VendorRequest, token: Token, creators: Creators) {
  const self = selfAt(request.query, 'apiToken', `${pathOf(request)}/${idOfToken(token.id)}`)
  return { ...tokenOf(token, ownerOf(request), creators), ...self }
}

function ownerOf({ params }: VendorRequest): TokenOwner {
  return { ownerId: params['application'] ?? '', ownerType: 'application' }
}

function pathOf({ params }: VendorRequest): string {
  return `/applications/${params['application'] ?? ''}/tokens`
}
