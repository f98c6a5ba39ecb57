import {
  createToken,
  deleteToken,
  listTokens,
  revealToken,
  showToken,
  updateToken,
} from '@latchkey/contract/tokens/operations'
import { memberOf } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseBody, refuseMissing } from '@latchkey/dialect-kit/refuse'
import type { ResultOf } from '@latchkey/contract/operation'
import { listed } from '../from-result/list.ts'
import { shownToken } from '../from-result/token.ts'
import { referredId } from '../refer.ts'
import { onlyKeys, textMember } from '../to-input/body.ts'

type Token = ResultOf<typeof showToken>

const kind = 'delivery'

export function* listDeliveryTokens(request: VendorRequest): Plan {
  const filter = [{ path: ['kind', 'eq'], value: kind }]
  const tokens = yield* readAll((page) =>
    call(listTokens, { params: { space: request.space.id }, query: { filter, ...page } }),
  )
  const shown = tokens.map((token) => shownToken(token, null))
  return { status: 200, body: listed(shown, null, request) }
}

/** Its role is all that it reads: a token without one is made by our own API alone. */
export function* createDeliveryToken({ space, body }: VendorRequest): Plan {
  onlyKeys(body, ['name', 'description', 'role', 'allowedReferrers'])
  const role = referredId(memberOf(body, 'role'))
  if (role === null) throw refuseBody('/role', 'It must refer to a SpaceRole.')
  const { secret = null, ...token } = yield* call(createToken, {
    params: { space: space.id },
    body: { kind, name: textMember(memberOf(body, 'name'), '/name'), role, ...changeable(body) },
  })
  return { status: 201, body: shownToken(token, secret) }
}

/** With its secret for who may read it again: a login that is fresh. */
export function* showDeliveryToken(request: VendorRequest): Plan {
  const token = yield* ofPath(request)
  const revealed = yield* attempt(revealToken, { params: { space: request.space.id, token: token.id } })
  return { status: 200, body: shownToken(token, revealed.ok ? revealed.result.secret : null) }
}

/** Everything that can change, whole: what is left out is taken away. */
export function* updateDeliveryToken(request: VendorRequest): Plan {
  const { space, body } = request
  const before = yield* ofPath(request)
  onlyKeys(body, ['name', 'description', 'role', 'allowedReferrers'])
  if (memberOf(body, 'name') !== undefined && memberOf(body, 'name') !== before.name)
    throw refuseBody('/name', 'A token keeps its name.')
  const role = memberOf(body, 'role')
  if (role !== undefined && referredId(role) !== before.role?.id) throw refuseBody('/role', 'A token keeps its role.')
  const whole = { description: '', allowed_origins: null, ...changeable(body) }
  const token = yield* call(updateToken, { params: { space: space.id, token: before.id }, body: whole })
  return { status: 200, body: shownToken(token, null) }
}

export function* deleteDeliveryToken(request: VendorRequest): Plan {
  const { id } = yield* ofPath(request)
  yield* call(deleteToken, { params: { space: request.space.id, token: id } })
  return { status: 204, body: null }
}

/** The token that a path names. Those of other kinds are not among them. */
function* ofPath({ space, params: { token = '' } }: VendorRequest): Plan<Token> {
  const found = yield* call(showToken, { params: { space: space.id, token } })
  if (found.kind !== kind) throw refuseMissing()
  return found
}

function changeable(body: unknown): { description?: string; allowed_origins?: string[] | null } {
  const description = memberOf(body, 'description')
  const referrers = memberOf(body, 'allowedReferrers')
  if (referrers !== undefined && !isTexts(referrers))
    throw refuseBody('/allowedReferrers', 'It must be a list of origins.')
  return {
    ...(description !== undefined && description !== null && { description: textMember(description, '/description') }),
    ...(referrers !== undefined && { allowed_origins: referrers.length === 0 ? null : referrers }),
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
