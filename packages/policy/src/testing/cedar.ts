import { preparsePolicySet, statefulIsAuthorized, type CedarValueJson } from '@cedar-policy/cedar-wasm/nodejs'
import type { Grant } from '../grant.ts'
import type { Request } from '../request.ts'

/**
 * An independent judge: grants as Cedar policies, decided by Cedar's own engine.
 *
 * Cedar answers one question about one thing, so that a request becomes one call for each part on each side, and all
 * have to be allowed. Which grants decided and which grant is missing, Cedar does not say in our terms.
 */
export interface Oracle {
  readonly allows: (request: Request) => boolean
}

let count = 0

export function oracleFor(grants: readonly Grant[]): Oracle {
  const name = `grants-${count++ % 4}`
  const policies = Object.fromEntries(grants.map((grant, index) => [`grant-${index}`, policyText(grant)]))
  const answer = preparsePolicySet(name, { staticPolicies: policies })
  if (answer.type === 'failure')
    throw new Error(`Cedar does not read ${JSON.stringify(policies)}: ${JSON.stringify(answer.errors)}`)
  return { allows: (request) => callsOf(request).every((context) => ask(name, request.action, context)) }
}

function ask(name: string, action: string, context: Record<string, CedarValueJson>): boolean {
  const answer = statefulIsAuthorized({
    principal: { type: 'Caller', id: 'caller' },
    action: { type: 'Action', id: action },
    resource: { type: 'Thing', id: 'thing' },
    context,
    entities: [],
    preparsedPolicySetId: name,
  })
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors))
  if (answer.response.diagnostics.errors.length > 0) throw new Error(JSON.stringify(answer.response.diagnostics.errors))
  return answer.response.decision === 'allow'
}

/** One grant as one policy: `permit` wants all of what is touched, `forbid` any of it. */
function policyText(grant: Grant): string {
  const { effect, actions, resources, fields, conditions } = grant
  const isAllow = effect === 'allow'
  const clauses = [either(resources.map((pattern) => patternText(pattern, isAllow)))]
  if (conditions?.own) clauses.push('context.own')
  if (conditions?.status)
    clauses.push(`!context.status.isEmpty() && ${setText(conditions.status, 'context.status', isAllow)}`)
  if (conditions?.locales) clauses.push(setText(conditions.locales, 'context.locales', isAllow))
  if (conditions?.tags) clauses.push(tagsText(conditions.tags, isAllow))
  if (fields) {
    const named = `context.hasField && ${literalSet(fields)}.contains(context.field)`
    clauses.push(isAllow ? `!context.byField || !context.hasField || (${named})` : `!context.byField || (${named})`)
  }
  const action = actions.includes('*')
    ? 'action'
    : `action in [${actions.map((one) => `Action::${JSON.stringify(one)}`).join(', ')}]`
  const conditionText = clauses.map((clause) => `(${clause})`).join(' && ')
  return `${isAllow ? 'permit' : 'forbid'} (principal, ${action}, resource) when { ${conditionText} };`
}

function patternText(pattern: string, isAllow: boolean): string {
  const [, , space, body = pattern] = /^(space|workspace):([^:]*):(.*)$/s.exec(pattern) ?? []
  const colons = body.split(':').length - 1
  const isShort = colons === 0 || (colons === 1 && body.startsWith('content:'))
  const spelled = isShort ? [body, `${body}:*`] : [body]
  const side = isAllow ? 'context.forAllow' : 'context.forDeny'
  const names = spelled.flatMap((text) => {
    const item = text.slice(text.lastIndexOf(':') + 1)
    const speaksOfIds = item === '*' || !item.includes('*')
    const columns = speaksOfIds ? ['name', 'category', 'id'] : ['name', 'category']
    return columns.map((column) => `(${side} has ${column} && ${side}.${column} like ${likeText(text)})`)
  })
  if (space === undefined) return either(names)
  const inSpace = ['slug', 'id'].map((column) => `context.space.${column} like ${likeText(space)}`)
  return `(context has space && ${either(inSpace)}) && ${either(names)}`
}

function setText(listed: readonly string[], asked: string, isAllow: boolean): string {
  return isAllow ? `${literalSet(listed)}.containsAll(${asked})` : `${literalSet(listed)}.containsAny(${asked})`
}

/** One of the listed tags before the request, and one after it; where they are not told, no permit holds and each forbid does. */
function tagsText(listed: readonly string[], isAllow: boolean): string {
  const [before, after] = ['tagsBefore', 'tagsAfter'].map(
    (side) => `context.${side}.containsAny(${literalSet(listed)})`,
  )
  return isAllow
    ? `context has tagsBefore && ${before} && ${after}`
    : `context.bearsTags && (!(context has tagsBefore) || ${before} || ${after})`
}

function literalSet(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`
}

function likeText(pattern: string): string {
  return JSON.stringify(pattern)
}

function either(texts: readonly string[]): string {
  return `(${texts.join(' || ')})`
}

/** The context of each call that the request takes. */
function callsOf(request: Request): readonly Record<string, CedarValueJson>[] {
  const { action, principal, target, after } = request
  const byField = action === 'content.update' || action === 'content.create'
  const statuses = new Set([target.status, ...(action === 'content.update' ? [after?.status] : [])])
  statuses.delete(undefined)
  const common = {
    own: target.creator === principal,
    status: [...statuses].filter((status) => status !== undefined),
    byField,
    ...(target.space && { space: { id: target.space.id, slug: target.space.slug } }),
    ...tagsOf(request),
  }
  const pairs = (request.touches ?? []).map(({ field, locale }) => ({ hasField: true, field, locales: [locale] }))
  const whole = { hasField: false, field: '', locales: [...(request.locales ?? [])] }
  const parts = pairs.length === 0 || whole.locales.length > 0 ? [...pairs, whole] : pairs
  return sidesOf(request).flatMap((side) => parts.map((part) => ({ ...common, ...side, ...part })))
}

function tagsOf({ action, target, after }: Request): Record<string, CedarValueJson> {
  if (target.area !== 'content' && target.area !== 'media') return { bearsTags: false }
  const isSnapshot = action === 'content.read' && target.status === 'published'
  const before = isSnapshot ? (target.publishedTags ?? target.tags) : target.tags
  if (before === undefined) return { bearsTags: true }
  return { bearsTags: true, tagsBefore: [...before], tagsAfter: [...(after?.tags ?? before)] }
}

type Names = Record<string, string>

function sidesOf({ target, after }: Request): readonly { readonly forAllow: Names; readonly forDeny: Names }[] {
  const before = target.category ?? null
  const moved = after?.category === undefined ? before : after.category
  const stem = target.area === 'content' ? `content:${target.type ?? ''}:` : `${target.area}:`
  const ownName = target.name ?? (target.area === 'schema' ? target.type : undefined) ?? target.id ?? ''
  const side = (name: string, category: string | null): { forAllow: Names; forDeny: Names } => {
    const inCategory: Names =
      category === null || target.area !== 'media' ? {} : { category: `media:category:${category}` }
    const all: Names = { name: stem + name, ...inCategory, ...(target.id !== undefined && { id: stem + target.id }) }
    return { forDeny: all, forAllow: before !== moved && 'category' in inCategory ? inCategory : all }
  }
  return [side(ownName, before), side(after?.name ?? ownName, moved)]
}
