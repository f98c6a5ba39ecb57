import type { Occurrence } from '../../pipeline/occurrence.ts'

/** What a receiver is sent: event, type, id and time, and nothing of what the thing holds. */
export interface Payload {
  /** The event, such as `entries.publish`. */
  readonly type: string
  /** ISO 8601 in UTC. */
  readonly timestamp: string
  readonly data: {
    /** Slug of the space. */
    readonly space: string | null
    /** Such as `content`. */
    readonly resource: string
    /** Slug of the content type; null for other things. */
    readonly type: string | null
    readonly id: string | null
  }
}

export function payloadOf({ event, at, subjects }: Occurrence): Payload {
  const subject = subjects.at(-1)
  return {
    type: event,
    timestamp: new Date(at).toISOString(),
    data: {
      space: subject?.space?.slug ?? null,
      resource: subject?.area ?? '',
      type: subject?.type ?? null,
      // A thing that has no id, such as a locale, is named by its name.
      id: subject?.id ?? subject?.name ?? null,
    },
  }
}
