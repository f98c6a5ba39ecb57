import { events } from '@latchkey/contract/events'
import type { Target } from '@latchkey/policy/request'
import type { Writer } from '../database/database.ts'
import { enqueue } from '../jobs/outbox.ts'
import type { Context } from './implementation.ts'
import type { Step } from './perform.ts'
import type { Caller } from './principal.ts'

/** The topic under which the outbox holds what webhooks may have to be told of. */
export const occurrencesTopic = 'webhooks.occurrences'

/** Something that was changed in a space. */
export interface Occurrence {
  /** The operation that did it, such as `entries.publish`. */
  readonly event: string
  /** UTC milliseconds. */
  readonly at: number
  /** The thing before and after, where both exist: who may read it in either state may know. */
  readonly subjects: readonly Target[]
  /** Of which one has to be readable; absent where locale plays no part. */
  readonly locales?: readonly string[]
  /** The environments that were named, by slug; absent where none were. */
  readonly environments?: readonly string[]
}

const known: ReadonlySet<string> = new Set(events)

/** Hands what was done over to the webhooks of the space, in the same transaction: one row, whatever was done. */
export async function enqueueOccurrences(
  tx: Writer,
  { space, now }: Pick<Caller, 'space'> & Pick<Context, 'now'>,
  steps: readonly Step[],
): Promise<void> {
  if (space === null || !space.hasWebhooks) return
  const occurrences = steps.filter(({ operation }) => known.has(operation.id)).map((step) => occurrenceOf(step, now))
  if (occurrences.length === 0) return
  await enqueue(tx, { topic: occurrencesTopic, spaceId: space.id, body: { occurrences }, dueAt: now }, now)
}

function occurrenceOf({ operation, facts, result, subject, notes }: Step, at: number): Occurrence {
  const before = plain(facts.target)
  const { id, status } = namedIn(result)
  const isNew = before.id === undefined
  // What was created has an id only now; what was published is readable by more people now.
  const { tags: _tags, publishedTags: _published, ...others } = before
  const after = {
    ...(subject?.tags ? { ...others, ...borneBy(subject) } : before),
    ...(isNew && id !== undefined && { id }),
    ...(status !== undefined && { status }),
  }
  const { environments } = notes
  return {
    event: operation.id,
    at,
    subjects: isNew ? [after] : [before, after],
    ...(facts.localesToRead && { locales: facts.localesToRead }),
    ...(Array.isArray(environments) && { environments: environments.map(String) }),
  }
}

/** What bears tags bears those that it was given. */
function borneBy({ tags, publishedTags }: Target): Pick<Target, 'tags' | 'publishedTags'> {
  return { ...(tags && { tags }), ...(publishedTags && { publishedTags }) }
}

/** Without what the space's facts hold besides its names. */
function plain({ space, ...target }: Target): Target {
  return { ...target, space: space && { id: space.id, slug: space.slug } }
}

function namedIn(result: unknown): { id?: string; status?: Target['status'] } {
  if (typeof result !== 'object' || result === null) return {}
  const { id, status } = { id: undefined, status: undefined, ...result }
  return {
    ...(typeof id === 'string' && { id }),
    ...((status === 'draft' || status === 'published' || status === 'protected' || status === 'archived') && {
      status,
    }),
  }
}
