import type { Refusal } from './refusal.ts'

const realm = 'Bearer realm="latchkey"'

/** The longest description, in characters: headers are no place for essays. */
const descriptionMax = 200

/**
 * What a refusal says in `WWW-Authenticate`: the scheme on every 401 and 403, and why, where a token was presented (RFC 6750
 * section 3; RFC 9470 for a login that is too old). `scope` names the actions that were lacking.
 */
export function challengeOf({ problem, detail, members }: Refusal): Record<string, string> {
  const { error, status } = problem
  if (status !== 401 && status !== 403 && error !== 'invalid_request') return {}
  if (error === undefined) return { 'WWW-Authenticate': realm }
  const actions = actionsOf(members.missing_grant)
  const attributes = [
    realm,
    `error="${error}"`,
    `error_description="${inHeader(detail ?? problem.description)}"`,
    ...(actions.length > 0 ? [`scope="${actions.join(' ')}"`] : []),
  ]
  return { 'WWW-Authenticate': attributes.join(', ') }
}

/** The characters that RFC 6750 lets a description have: printable ASCII without `"` and `\`. */
function inHeader(text: string): string {
  return text
    .slice(0, descriptionMax)
    .replaceAll(/[‘’“”"`]/g, "'")
    .replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?')
}

function actionsOf(grant: unknown): readonly string[] {
  if (typeof grant !== 'object' || grant === null || !('actions' in grant) || !Array.isArray(grant.actions)) return []
  return grant.actions.filter((action): action is string => typeof action === 'string')
}
