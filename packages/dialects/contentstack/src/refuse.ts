import type { Refused } from '@latchkey/dialect-kit/answer'
import { Refusing } from '@latchkey/dialect-kit/plan'

/** Names a thing of the vendor in a refusal: which code it has depends on that. */
export const contentTypeParameter = 'content_type_uid'

/** Refuses for a content type that is not there, or not for the token. */
export function refuseContentType(uid: string): Refusing {
  const errors = [{ parameter: contentTypeParameter, detail: uid }]
  return new Refusing({ problem: 'not-found', status: 404, detail: 'There is no such content type.', errors })
}

export const apiKeyParameter = 'api_key'

/** Refuses for a stack that is not there, or not for the token. */
export function refuseStack(): Refusing {
  const detail = 'There is no such stack.'
  return new Refusing({ problem: 'not-found', status: 404, detail, errors: [{ parameter: apiKeyParameter, detail }] })
}

/** The refusal of a branch, with the name that was asked for. */
export function refuseBranch(refused: Refused, name: string): Refusing {
  return new Refusing({ ...refused, errors: [{ parameter: 'branch', detail: name }] })
}

/** Refuses what the vendor has and we do not. */
export function refuseUnsupported(what: string): Refusing {
  return new Refusing({ problem: 'not-supported', status: 422, detail: `${what} not supported here.` })
}
