import { login } from '@latchkey/contract/session/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan, Refusing } from '@latchkey/dialect-kit/plan'
import { idOf } from '../identifiers.ts'
import { readMembers, requiredTextIn, textIn } from '../to-input/body.ts'
import { refuseFaults } from '../to-input/faults.ts'
import { readScope } from '../to-input/scope.ts'

/**
 * `POST /auth/user`: a session, or with narrower `requestedScopes` a personal token that has them. `tokenTTL` is in seconds;
 * 0 is no end.
 */
export function* logIn({ body }: VendorRequest): Plan {
  const members = readMembers(body, ['email', 'password', 'twoFactorCode', 'requestedScopes', 'tokenTTL'])
  const email = requiredTextIn(members, 'email')
  const code = textIn(members, 'twoFactorCode')
  const asked = members.get('requestedScopes')
  const scope = asked === undefined ? { form: 'all' as const } : readScope(asked, 'requestedScopes')
  const ttl = secondsIn(members.get('tokenTTL'))
  const answer = yield* call(login, {
    body: {
      email,
      password: requiredTextIn(members, 'password'),
      ...(code !== undefined && { code }),
      ...(scope.form !== 'all' && { personal: { name: 'Log-in', scope } }),
      ...(ttl > 0 && { ttl_seconds: ttl }),
    },
  })
  if ('second_factor_required' in answer) throw needsCode()
  const { account, secret } = answer
  return { status: 200, body: { userId: idOf(account.serial), token: secret, needsToVerifyEmail: false } }
}

function needsCode(): Refusing {
  return new Refusing({
    problem: 'wrong-second-factor',
    status: 401,
    detail: 'The account has a second factor: send a code as twoFactorCode.',
  })
}

function secondsIn(value: unknown): number {
  if (value === undefined) return 0
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw refuseFaults([{ name: 'tokenTTL', detail: 'Write a number of seconds, or 0.' }])
}
