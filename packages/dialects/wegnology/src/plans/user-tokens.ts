import {
  createPersonalToken,
  deletePersonalToken,
  listPersonalTokens,
  showPersonalToken,
  updatePersonalToken,
} from '@latchkey/contract/account/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { selfAt } from '../from-result/links.ts'
import { pageOf } from '../from-result/page.ts'
import { type Creators, describedToken, type Token, type TokenOwner, tokenOf } from '../from-result/token.ts'
import { idOf, idOfToken, tokenIdIn } from '../identifiers.ts'
import { readListRequest } from '../to-input/list.ts'
import { readScope } from '../to-input/scope.ts'
import { readNewToken, readTokenChange, tokenListFields } from '../to-input/token.ts'
import { readCreators } from './creators.ts'
import { assertNamesList } from './whole-path.ts'

/** `GET /me/tokens`: a page of one's own tokens. */
export function* listUserTokens(request: VendorRequest): Plan {
  assertNamesList(request)
  const { query } = request
  const asked = readListRequest(query, tokenListFields)
  const tokens = yield* readAll((page) => call(listPersonalTokens, { query: page }))
  const page = pageOf(tokens, asked, describedToken)
  const creators = yield* readCreators(page.items)
  const owner = ownerOf(creators)
  const items = page.items.map((token) => ({ ...tokenOf(token, owner, creators), ...selfOf(request, token) }))
  return { status: 200, body: { ...page, items, ...owner, ...selfAt(query, 'apiTokens', '/me/tokens') } }
}

/** `POST /me/tokens`: the one answer with the token's text. */
export function* createUserToken(request: VendorRequest): Plan {
  const { scope, ...described } = readNewToken(request.body)
  const token = yield* call(createPersonalToken, { body: { ...described, scope: readScope(scope, 'scope') } })
  const answer = yield* answerToken(request, token, 201)
  return { ...answer, body: { ...answer.body, token: token.secret } }
}

/** `GET /me/tokens/{id}`. */
export function* showUserToken(request: VendorRequest): Plan {
  return yield* answerToken(request, yield* call(showPersonalToken, { params: named(request) }))
}

/** `PATCH /me/tokens/{id}`: name, description and status; what a token may do, and until when, never changes. */
export function* updateUserToken(request: VendorRequest): Plan {
  const body = readTokenChange(request.body)
  return yield* answerToken(request, yield* call(updatePersonalToken, { params: named(request), body }))
}

/** `DELETE /me/tokens/{id}`. */
export function* deleteUserToken(request: VendorRequest): Plan {
  yield* call(deletePersonalToken, { params: named(request) })
  return { status: 200, body: { success: true } }
}

function named({ params }: VendorRequest): { readonly token: string } {
  const token = tokenIdIn(params['token'] ?? '')
  if (token === null) throw refuseMissing()
  return { token }
}

function* answerToken(request: VendorRequest, token: Token, status = 200): Plan<{ status: number; body: object }> {
  const creators = yield* readCreators([token])
  return { status, body: { ...tokenOf(token, ownerOf(creators), creators), ...selfOf(request, token) } }
}

function ownerOf({ account }: Creators): TokenOwner {
  return { ownerId: idOf(account.serial), ownerType: 'user' }
}

function selfOf({ query }: VendorRequest, token: Token): object {
  return selfAt(query, 'apiToken', `/me/tokens/${idOfToken(token.id)}`)
}
