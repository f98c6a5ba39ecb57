import {
  createPersonalToken,
  deletePersonalToken,
  listPersonalTokens,
  showAccount,
  showPersonalToken,
} from '@latchkey/contract/account/operations'
import { listSpaces, showSpace } from '@latchkey/contract/spaces/operations'
import { memberOf } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import type { ResultOf } from '@latchkey/contract/operation'
import { listed } from '../from-result/list.ts'
import { shownToken } from '../from-result/token.ts'
import { onlyKeys, textMember } from '../to-input/body.ts'

export function* showMe(): Plan {
  const { id, email, name } = yield* call(showAccount, {})
  return { status: 200, body: { sys: { id, type: 'User' }, email, name } }
}

function shownSpace({ id, slug, name, default_locale: locale, created_at: createdAt }: ResultOf<typeof showSpace>) {
  return { sys: { id, type: 'Space', createdAt }, name, slug, defaultLocale: locale }
}

export function* listMySpaces(request: VendorRequest): Plan {
  const spaces = yield* readAll((page) => call(listSpaces, { query: page }))
  return { status: 200, body: listed(spaces.map(shownSpace), null, request) }
}

export function* showOneSpace({ space }: VendorRequest): Plan {
  return { status: 200, body: shownSpace(yield* call(showSpace, { params: { space: space.id } })) }
}

export function* listPersonal(request: VendorRequest): Plan {
  const tokens = yield* readAll((page) => call(listPersonalTokens, { query: page }))
  const shown = tokens.map((token) => shownToken(token, null))
  return { status: 200, body: listed(shown, null, request) }
}

/** Everything that the account may do, without end: the vendor knows no narrower one. */
export function* createPersonal({ body }: VendorRequest): Plan {
  onlyKeys(body, ['name'])
  const { secret = null, ...token } = yield* call(createPersonalToken, {
    body: { name: textMember(memberOf(body, 'name'), '/name'), scope: { form: 'all' }, spaces: 'all' },
  })
  return { status: 201, body: shownToken(token, secret) }
}

export function* showPersonal({ params: { token = '' } }: VendorRequest): Plan {
  return { status: 200, body: shownToken(yield* call(showPersonalToken, { params: { token } }), null) }
}

export function* deletePersonal({ params: { token = '' } }: VendorRequest): Plan {
  yield* call(deletePersonalToken, { params: { token } })
  return { status: 204, body: null }
}
