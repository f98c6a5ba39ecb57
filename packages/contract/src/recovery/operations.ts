import { Type } from 'typebox'
import { publicOperation } from '../operation.ts'
import { problems } from '../problems.ts'
import { strict } from '../schema.ts'
import { Email, Password } from '../session/operations.ts'

/** The secret of a link that works once. */
const LinkSecret = Type.String({ minLength: 20, maxLength: 100 })
const byAnyone = { params: {}, query: {}, surface: 'management', method: 'POST', access: 'write' } as const

export const requestPasswordReset = publicOperation({
  ...byAnyone,
  id: 'password-resets.request',
  summary: 'Ask for a link to a new password; the answer is the same whether anybody has the address',
  path: '/password-resets',
  body: strict({ email: Email }),
  result: null,
  problems: [problems.tooManyRequests],
})

export const completePasswordReset = publicOperation({
  ...byAnyone,
  id: 'password-resets.complete',
  summary: 'Set a new password by a link; ends all sessions of the account',
  path: '/password-resets/complete',
  body: strict({ secret: LinkSecret, password: Password }),
  result: null,
  problems: [problems.linkOver, problems.tooManyRequests],
})

export const confirmEmailChange = publicOperation({
  ...byAnyone,
  id: 'email-changes.confirm',
  summary: 'Use a new e-mail address from now on, as the link that was sent to it proves',
  path: '/email-changes/confirm',
  body: strict({ secret: LinkSecret }),
  result: null,
  problems: [problems.linkOver, problems.conflict, problems.tooManyRequests],
})
