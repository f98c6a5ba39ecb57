import type { Request, Target } from '../request.ts'

/** What a `tags` condition asks about: lists of which each is asked; null where they should be there and are not told. */
export type AskedTags = readonly (readonly string[])[] | null

const none: AskedTags = []

/** Areas whose things bear tags. */
export function bearsTags(area: string): boolean {
  return area === 'content' || area === 'media'
}

/** Whether an action shows an entry: of a published one the snapshot, unless its draft is asked for. */
export function isRead(action: string): boolean {
  return action === 'content.read'
}

/** The tags before the request and, where it changes them, those after; none for a thing that bears no tags. */
export function tagsAsked({ action, target, after }: Pick<Request, 'action' | 'target' | 'after'>): AskedTags {
  if (!bearsTags(target.area)) return none
  const before = tagsBefore(action, target)
  if (before === undefined) return null
  return after?.tags === undefined ? [before] : [before, after.tags]
}

/** Whether a condition holds: an allow's for every list, a deny's for any of them. */
export function tagsHold(listed: ReadonlySet<string>, asked: AskedTags, isDeny: boolean): boolean {
  if (asked === null) return isDeny
  const holds = (tags: readonly string[]): boolean => tags.some((tag) => listed.has(tag))
  return isDeny ? asked.some(holds) : asked.length > 0 && asked.every(holds)
}

function tagsBefore(action: string, { status, tags, publishedTags }: Target): readonly string[] | undefined {
  return isRead(action) && status === 'published' ? (publishedTags ?? tags) : tags
}
