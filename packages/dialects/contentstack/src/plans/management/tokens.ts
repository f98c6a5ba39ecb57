import type { FilterTerm } from '@latchkey/contract/schema'
import { createToken, deleteToken, listTokens, showToken, updateToken } from '@latchkey/contract/tokens/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { type SpaceToken, tokenOf } from '../../from-result/token.ts'
import { requiredText, textIn, thingIn } from '../../to-input/body.ts'
import { isYes, partOf } from '../../to-input/list.ts'
import { branchScopeIn, environmentIn, expiryIn, modeIn } from '../../to-input/token-scope.ts'
import { tokenIdOf, uidOf } from '../../uids.ts'

/** The two kinds of token that a stack has. */
type Kind = 'delivery' | 'management'

const titles: Readonly<Record<Kind, string>> = { delivery: 'Delivery Token', management: 'Management Token' }

/** `GET stacks/delivery_tokens`, `GET stacks/management_tokens` */
export function listTokensOf(kind: Kind) {
  return function* (request: VendorRequest): Plan {
    const { skip, limit } = partOf(request.query)
    const own = yield* readTokens(request, [{ path: ['kind', 'eq'], value: kind }])
    const tokens = own.slice(skip, skip + limit).map(tokenOf)
    return { status: 200, body: { tokens, ...(isYes(request.query, 'include_count') && { count: own.length }) } }
  }
}

/** `GET stacks/delivery_tokens/{token}`, … */
export function showTokenOf(kind: Kind) {
  return function* (request: VendorRequest): Plan {
    return { status: 200, body: { token: tokenOf(yield* readToken(request, kind)) } }
  }
}

/** `POST stacks/delivery_tokens[?create_with_preview_token=true]` */
export function* createDeliveryToken(request: VendorRequest): Plan {
  const { space, body, query } = request
  const token = thingIn(body, 'token')
  const made = yield* call(createToken, {
    params: { space: space.id },
    body: { kind: 'delivery', ...named(token), environment: environmentIn(token), ...branchScopeIn(token) },
  })
  const shown = { ...tokenOf(made), token: made.secret }
  if (!isYes(query, 'create_with_preview_token')) return created('delivery', shown)
  return created('delivery', { ...shown, preview_token: yield* makePreview(request, made) })
}

/** `POST stacks/management_tokens` */
export function* createManagementToken({ space, body }: VendorRequest): Plan {
  const token = thingIn(body, 'token')
  const expiresAt = expiryIn(token)
  const made = yield* call(createToken, {
    params: { space: space.id },
    body: {
      kind: 'management',
      ...named(token),
      mode: modeIn(token),
      ...branchScopeIn(token),
      ...(expiresAt !== null && { expires_at: expiresAt }),
    },
  })
  return created('management', { ...tokenOf(made), token: made.secret })
}

function created(kind: Kind, token: object) {
  return { status: 201, body: { notice: `${titles[kind]} created successfully.`, token } }
}

/** `PUT stacks/…_tokens/{token}`: what of it can change. Clients send the whole token back. */
export function updateTokenOf(kind: Kind) {
  return function* (request: VendorRequest): Plan {
    const { space, body } = request
    const { id } = yield* readToken(request, kind)
    const token = thingIn(body, 'token')
    const name = textIn(token, 'name')
    const description = textIn(token, 'description')
    const changed = yield* call(updateToken, {
      params: { space: space.id, token: id },
      body: {
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(token['scope'] !== undefined && branchScopeIn(token)),
      },
    })
    return { status: 200, body: { notice: `${titles[kind]} updated successfully.`, token: tokenOf(changed) } }
  }
}

/** `DELETE stacks/…_tokens/{token}`; a preview token goes with its delivery token, and before it. */
export function deleteTokenOf(kind: Kind) {
  return function* (request: VendorRequest): Plan {
    const token = yield* readToken(request, kind)
    if (kind === 'delivery') yield* endPreviews(request, token)
    yield* call(deleteToken, { params: { space: request.space.id, token: token.id } })
    return { status: 200, body: { notice: `${titles[kind]} deleted successfully.` } }
  }
}

/** `POST stacks/delivery_tokens/{token}/preview_token` */
export function* createPreviewToken(request: VendorRequest): Plan {
  const token = yield* readToken(request, 'delivery')
  const preview = yield* makePreview(request, token)
  const body = { notice: 'Preview token created successfully.', token: { ...tokenOf(token), preview_token: preview } }
  return { status: 201, body }
}

/** `DELETE stacks/delivery_tokens/{token}/preview_token` */
export function* deletePreviewToken(request: VendorRequest): Plan {
  yield* endPreviews(request, yield* readToken(request, 'delivery'))
  return { status: 200, body: { notice: 'Preview token deleted successfully.' } }
}

/** What a preview token says of itself: of which delivery token it is. */
function descriptionOf({ id }: Pick<SpaceToken, 'id'>): string {
  return `Preview token of ${uidOf(id)}`
}

/** A preview token of the environment and the branches of a delivery token; the one before it ends. */
function* makePreview(request: VendorRequest, token: SpaceToken): Plan<string | undefined> {
  yield* endPreviews(request, token)
  const { branches, aliases, environment } = token
  const made = yield* call(createToken, {
    params: { space: request.space.id },
    body: {
      kind: 'preview',
      name: token.name,
      description: descriptionOf(token),
      ...(environment !== null && { environment: environment.id }),
      ...(branches !== null && { branches }),
      ...(aliases !== null && { aliases }),
    },
  })
  return made.secret
}

function* endPreviews(request: VendorRequest, token: SpaceToken): Plan<void> {
  const previews = yield* readTokens(request, [
    { path: ['kind', 'eq'], value: 'preview' },
    { path: ['description', 'eq'], value: descriptionOf(token) },
  ])
  for (const { id } of previews) yield* call(deleteToken, { params: { space: request.space.id, token: id } })
}

/** Those that are not revoked: the vendor has no word for a token that is over and still listed. */
function readTokens({ space }: VendorRequest, which: readonly FilterTerm[]): Plan<readonly SpaceToken[]> {
  const filter = [...which, { path: ['state', 'ne'], value: 'revoked' }]
  return readAll((page) => call(listTokens, { params: { space: space.id }, query: { filter, ...page } }))
}

/** A token of a kind; one of another kind is none. */
function* readToken({ space, params }: VendorRequest, kind: Kind): Plan<SpaceToken> {
  const id = tokenIdOf(params['token'] ?? '')
  if (id === null) throw refuseMissing()
  const token = yield* call(showToken, { params: { space: space.id, token: id } })
  if (token.kind !== kind) throw refuseMissing()
  return token
}

function named(token: Readonly<Record<string, unknown>>) {
  const description = textIn(token, 'description')
  return { name: requiredText(token, 'name'), ...(description !== undefined && { description }) }
}
