import { Type } from 'typebox'
import { profile, users } from '../actions.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, Name, nullable, strict, Timestamp } from '../schema.ts'
import { Challenge, PasskeyAnswer, PasskeyOptions } from '../session/operations.ts'
import { inInstallation } from '../target.ts'

/** A passkey, without its key. */
export const Passkey = strict({
  id: Id,
  name: Type.String(),
  created_at: Timestamp,
  last_used_at: nullable(Timestamp),
  backed_up: Type.Boolean({ description: 'Its provider keeps it in several places.' }),
})

/** Codes that stand in for a lost factor, in the one answer that shows them. */
const RecoveryCodes = Type.Array(Type.String(), { description: 'Ten, each good for once. Shown in this answer alone.' })

const own = {
  query: {},
  surface: 'management',
  callers: ['session'],
  target: () => inInstallation('profile'),
} as const
const change = {
  ...own,
  params: {},
  action: profile.update,
  access: 'write',
  locks: 'space',
  fresh: 'account',
} as const
const refusals = [problems.freshLoginRequired, problems.conflict] as const

export const showFactors = operation({
  ...own,
  id: 'account-factors.show',
  summary: 'Show your second factors',
  method: 'GET',
  path: '/account/factors',
  params: {},
  body: null,
  result: strict({
    totp: nullable(strict({ confirmed_at: Timestamp })),
    passkeys: Type.Array(Passkey),
    recovery_codes_left: Type.Integer(),
  }),
  action: profile.read,
  access: 'read',
  problems: [],
})

export const beginTotp = operation({
  ...change,
  id: 'account-factors.begin-totp',
  summary: 'Begin to use a one-time password app; the answer holds its secret, once',
  method: 'POST',
  path: '/account/factors/totp',
  body: null,
  result: strict({
    secret: Type.String({ description: 'Base32, to be typed into the app.' }),
    uri: Type.String({ description: '`otpauth://…`, for a QR code.' }),
  }),
  status: 201,
  problems: refusals,
})

export const confirmTotp = operation({
  ...change,
  id: 'account-factors.confirm-totp',
  summary: 'Use the app from now on, as its first code proves that it works',
  method: 'POST',
  path: '/account/factors/totp/confirm',
  body: strict({ code: Type.String({ pattern: '^\\d{6}$' }) }),
  result: strict({ recovery_codes: nullable(RecoveryCodes) }),
  problems: [...refusals, problems.wrongSecondFactor, problems.tooManyRequests],
})

export const removeTotp = operation({
  ...change,
  id: 'account-factors.remove-totp',
  summary: 'Stop using the one-time password app',
  method: 'DELETE',
  path: '/account/factors/totp',
  body: null,
  result: null,
  problems: [problems.freshLoginRequired],
})

export const makeRecoveryCodes = operation({
  ...change,
  id: 'account-factors.make-recovery-codes',
  summary: 'Make ten new recovery codes; the ones before work no more',
  method: 'POST',
  path: '/account/factors/recovery-codes',
  body: null,
  result: strict({ recovery_codes: RecoveryCodes }),
  status: 201,
  problems: refusals,
})

export const beginPasskey = operation({
  ...change,
  id: 'account-factors.begin-passkey',
  summary: 'Begin to register a passkey',
  method: 'POST',
  path: '/account/factors/passkeys/options',
  body: null,
  result: strict({ challenge: Challenge, passkey: PasskeyOptions, expires_at: Timestamp }),
  status: 201,
  problems: refusals,
})

export const addPasskey = operation({
  ...change,
  id: 'account-factors.add-passkey',
  summary: 'Register a passkey',
  method: 'POST',
  path: '/account/factors/passkeys',
  body: strict({ challenge: Challenge, name: Name, passkey: PasskeyAnswer }),
  result: strict({ ...Passkey.properties, recovery_codes: nullable(RecoveryCodes) }),
  status: 201,
  problems: [...refusals, problems.wrongSecondFactor, problems.challengeOver],
})

export const renamePasskey = operation({
  ...change,
  id: 'account-factors.rename-passkey',
  summary: 'Rename a passkey',
  method: 'PATCH',
  path: '/account/factors/passkeys/{passkey}',
  params: { passkey: Id },
  body: strict({ name: Name }),
  result: Passkey,
  problems: [problems.freshLoginRequired],
})

export const removePasskey = operation({
  ...change,
  id: 'account-factors.remove-passkey',
  summary: 'Remove a passkey',
  method: 'DELETE',
  path: '/account/factors/passkeys/{passkey}',
  params: { passkey: Id },
  body: null,
  result: null,
  problems: [problems.freshLoginRequired],
})

export const resetFactors = operation({
  ...own,
  id: 'users.reset-factors',
  summary: 'Take away all second factors of an account that has lost them, and end its sessions',
  method: 'DELETE',
  path: '/users/{user}/factors',
  params: { user: Id },
  body: null,
  result: null,
  action: users.update,
  access: 'write',
  target: ({ params }) => inInstallation('users', params.user),
  locks: 'space',
  fresh: 'account',
  problems: [problems.freshLoginRequired],
})
