import { LatchkeyProblem } from '@latchkey/client/problem'
import { cellOf } from './table.ts'

/** What is said of an error on standard error: the problem, every mistake, and what would help. */
export function complaintOf(error: unknown): string {
  if (!(error instanceof LatchkeyProblem)) return error instanceof Error ? error.message : String(error)
  const { message, errors, missing_grant, document, requestId, slug } = error
  return [
    cellOf(message),
    ...errors.map(({ pointer, parameter, detail }) => `  ${cellOf(pointer ?? parameter ?? '')} ${cellOf(detail)}`),
    ...(document.layer === undefined ? [] : [`  Refused by: ${cellOf(document.layer)}`]),
    ...(missing_grant === undefined ? [] : [`  Missing grant: ${cellOf(missing_grant)}`]),
    ...(document.accepted_kinds ? [`  Kinds of token that may: ${cellOf(document.accepted_kinds.join(', '))}`] : []),
    ...(slug === 'missing-token' ? ['  Log in with `latchkey login`, or set LATCHKEY_TOKEN.'] : []),
    ...(slug === 'fresh-login-required' ? ['  Prove who you are with `latchkey confirm`.'] : []),
    ...(requestId === null ? [] : [`  Request ${cellOf(requestId)}`]),
  ].join('\n')
}
