import type { Refused, VendorAnswer } from '@latchkey/dialect-kit/answer'
import type { Occasion } from '@latchkey/dialect-kit/dialect'
import { codeOfState } from './refuse-state.ts'

interface Spoken {
  readonly status: number
  readonly type: string
  readonly code: string
  readonly suggestion: string
}

/** The vendor's word for a problem of ours, where it has one of its own. Codes that its documents do not name are [?] in the README. */
const byProblem: Readonly<Record<string, Spoken>> = {
  'exceeds-maker': {
    status: 422,
    type: 'Unprocessable',
    code: 'WGL422001',
    suggestion: 'Bind a role that you hold, or ask somebody who does.',
  },
  'in-use': {
    status: 422,
    type: 'Unprocessable',
    code: 'WGL422024',
    suggestion: 'Delete what uses it first.',
  },
  'limit-reached': {
    status: 429,
    type: 'TooManyRequest',
    code: 'WGL429001',
    suggestion: 'Delete a token that is not used any more.',
  },
}

const byStatus: Readonly<Record<number, Omit<Spoken, 'status'>>> = {
  400: { type: 'BadRequest', code: 'WGL400001', suggestion: 'Check the request.' },
  401: { type: 'Unauthorized', code: 'WGL401001', suggestion: 'Send a token that is valid here.' },
  403: { type: 'Forbidden', code: 'WGL403001', suggestion: 'Ask for a role that allows this.' },
  404: { type: 'NotFound', code: 'WGL404001', suggestion: 'Please verify it and try again.' },
  406: { type: 'NotAcceptable', code: 'WGL406001', suggestion: 'Accept application/vnd.com.weegloo.v1+json.' },
  409: { type: 'Conflict', code: 'WGL409005', suggestion: 'Read it again and repeat the change.' },
  412: { type: 'Conflict', code: 'WGL409005', suggestion: 'Read it again and repeat the change.' },
  422: { type: 'Unprocessable', code: 'WGL422000', suggestion: 'Mend the values that are named.' },
  428: { type: 'BadRequest', code: 'WGL400001', suggestion: 'Send X-Weegloo-Version.' },
  429: { type: 'TooManyRequest', code: 'WGL429000', suggestion: 'Wait, and try again.' },
}

const failed = { type: 'InternalServerError', code: 'WGL500001', suggestion: 'Try again later.' }

/** Statuses that the vendor has another of. */
const statuses: Readonly<Record<number, number>> = { 412: 409, 428: 400 }

/** A refusal in the vendor's words: says nothing that ours does not. */
export function answerRefusal(refused: Refused, { id, at }: Occasion): VendorAnswer {
  const { problem, detail, errors = [] } = refused
  const known = refused.status >= 500 ? failed : (byStatus[refused.status] ?? byStatus[400] ?? failed)
  const { status = statuses[refused.status] ?? refused.status, ...spoken } = ownOr(byProblem[problem] ?? known, refused)
  return {
    status,
    body: {
      requestId: id,
      sys: { id, type: spoken.type, code: spoken.code, timestamp: at },
      details: errors.length > 0 ? { errors } : {},
      reason: refused.status >= 500 ? 'Something went wrong.' : detail,
      suggestion: spoken.suggestion,
    },
  }
}

type Told = Omit<Spoken, 'status'> & { readonly status?: number }

/** What the vendor has a code of its own for: a state that it refuses, and roles that come with every space. */
function ownOr(spoken: Told, { problem, detail }: Refused): Told {
  const code = codeOfState(problem)
  if (code !== null) return { ...spoken, code }
  if (problem !== 'conflict' || !detail.startsWith('Built-in roles')) return spoken
  return { status: 422, type: 'Unprocessable', code: 'WGL422025', suggestion: 'Make a role of your own.' }
}
