import { vocabulary } from '@latchkey/contract/catalogue'
import type { Question } from '@latchkey/contract/decisions/operations'
import type { ProblemIssue } from '@latchkey/contract/problem'
import type { Static } from '@latchkey/contract/schema'
import type { Request, Target } from '@latchkey/policy/request'
import { spaceColumn } from '../../database/stamp.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { keptTags } from '../content/tags.ts'

export type Asked = Static<typeof Question>

/** What is known of the entry that a question names, where the asker may read it. */
export interface EntryFacts extends Target {
  readonly id: string
  readonly name: string
}

/** What of a question makes no sense; empty when it can be answered. */
export function faultsOfQuestion({ action, type, entry, resource, fields, status, tags }: Asked): ProblemIssue[] {
  const traits = vocabulary.actions.get(action)
  if (traits === undefined) return [{ pointer: '/action', detail: `There is no action ${action}.` }]
  const { area } = traits
  const issues: ProblemIssue[] = []
  const refuseUnless = (fits: boolean, pointer: string, detail: string) => {
    if (!fits) issues.push({ pointer, detail })
  }
  const content = area === 'content'
  refuseUnless(type === undefined || content, '/type', `${action} is done to no type of content: say \`resource\`.`)
  refuseUnless(entry === undefined || type !== undefined, '/type', 'Say the type of the entry.')
  refuseUnless(
    resource === undefined || (!content && resource.split(':', 1)[0] === area),
    '/resource',
    content ? 'Say `type` and `entry`.' : `${action} is done to \`${area}:…\`.`,
  )
  refuseUnless(fields === undefined || touchesFields(action), '/fields', `${action} touches no fields.`)
  refuseUnless(status === undefined || traits.status, '/status', `What ${action} is done to has no status.`)
  refuseUnless(tags === undefined || traits.tags, '/tags', `What ${action} is done to bears no tags.`)
  return issues
}

/**
 * The question as the engine is asked it.
 *
 * Of an entry that exists, `status` and `tags` in the question are those that an update would give it; otherwise those that
 * it is imagined to have, `draft` and none where nothing is said.
 */
export function requestOf(
  asked: Asked,
  {
    space,
    principal,
    entry,
  }: { readonly space: SpaceFacts; readonly principal: string; readonly entry: EntryFacts | null },
): Request {
  const { action, locales } = asked
  const target = targetOf(asked, space, principal, entry)
  const tags = asked.tags && keptTags(asked.tags)
  const after =
    entry !== null && action === 'content.update'
      ? { ...(asked.status && { status: asked.status }), ...(tags && { tags }) }
      : {}
  return {
    action,
    principal,
    target,
    ...(Object.keys(after).length > 0 && { after }),
    ...(touchesFields(action)
      ? { touches: touchesOf(asked, locales ?? [space.defaultLocale]) }
      : locales && { locales }),
  }
}

function targetOf(asked: Asked, space: SpaceFacts, principal: string, entry: EntryFacts | null): Target {
  const { area = '', status: hasStatus, tags: bearsTags } = vocabulary.actions.get(asked.action) ?? {}
  const borne = bearsTags ? { tags: keptTags(asked.tags ?? []) } : {}
  if (area !== 'content') return { ...thingOf(area, asked.resource, space), ...borne }
  if (entry !== null) return entry
  return {
    area,
    space,
    ...(asked.type !== undefined && { type: asked.type }),
    ...(asked.entry !== undefined && nameOf(asked.entry)),
    // What is created is one's own.
    ...(asked.action === 'content.create' && { creator: principal }),
    ...(hasStatus && { status: asked.status ?? 'draft' }),
    ...borne,
  }
}

/** `roles:019a…` names a role, `schema:pages` a type, `media:category:Brand` what is in a category. */
function thingOf(area: string, resource: string | undefined, space: SpaceFacts): Target {
  const rest = resource?.slice(area.length + 1) ?? ''
  if (rest === '' || rest === '*') return { area, space }
  if (area === 'schema') return { area, space, type: rest }
  const category = /^category:(.+)$/.exec(rest)?.[1]
  return area === 'media' && category !== undefined ? { area, space, category } : { area, space, ...nameOf(rest) }
}

function nameOf(segment: string): { id: string } | { name: string } {
  return spaceColumn(segment) === 'id' || /^[0-9A-Za-z]{12}$/.test(segment) ? { id: segment } : { name: segment }
}

function touchesOf({ fields = [] }: Asked, locales: readonly string[]): Request['touches'] {
  return fields.flatMap((field) => locales.map((locale) => ({ field, locale })))
}

function touchesFields(action: string): boolean {
  return action === 'content.create' || action === 'content.update'
}
