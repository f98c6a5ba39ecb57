import { Type } from 'typebox'
import { content } from '../actions.ts'
import { liveKinds } from '../callers.ts'
import { DeliveredAsset } from '../delivery-assets/operations.ts'
import { DeliveredItem } from '../delivery-space/operations.ts'
import { LocaleQuery } from '../entries/schemas.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, Id, listQuery, oneOf, Segment, Slug, strict, Timestamp } from '../schema.ts'
import { contentOf } from '../target.ts'

/** `unpublished` also where the thing left what the token may read. */
const because = oneOf(['unpublished', 'deleted'])

/** Something that is live now as it is told, or that no longer is. */
export const Change = Type.Union([
  strict({ change: oneOf(['entry.live']), entry: DeliveredItem }),
  strict({ change: oneOf(['asset.live']), asset: DeliveredAsset }),
  strict({
    change: oneOf(['entry.gone']),
    id: Id,
    type: Slug,
    /** As it was live. */
    slug: Type.String(),
    because,
    at: Timestamp,
  }),
  strict({ change: oneOf(['asset.gone']), id: Id, because, at: Timestamp }),
  /** Its entries were gone before. */
  strict({ change: oneOf(['content-type.gone']), id: Id, slug: Slug, at: Timestamp }),
])

export const listChanges = operation({
  id: 'delivery-changes.list',
  summary: 'What went live, changed or went offline since a cursor; all that is live without one',
  description:
    'Each thing is told as it is now, and may be told again: the last word counts. Keep the cursor of the last answer for the next time.',
  method: 'GET',
  surface: 'delivery',
  path: '/spaces/{space}/changes',
  params: { space: Segment },
  query: {
    since: Type.Optional(Type.String({ maxLength: 1000, description: 'The `cursor` of the answer before.' })),
    limit: listQuery.limit,
    only: Type.Optional(oneOf(['entries', 'assets'], { description: 'Entries and types, or files. Default: both.' })),
    type: Type.Optional(
      Type.String({ maxLength: 128, description: 'Entries of one type, by its slug, and no files.' }),
    ),
    environment: Type.Optional(
      Type.String({ description: 'For kinds that are not tied to one. Default `production`.' }),
    ),
    ...branchQuery,
    locale: Type.Optional(LocaleQuery),
  },
  body: null,
  result: strict({
    items: Type.Array(Change),
    cursor: Type.String(),
    /** More can be asked for at once. */
    more: Type.Boolean(),
  }),
  action: content.read,
  access: 'read',
  callers: liveKinds,
  target: ({ params }) => contentOf(params.space),
  // Cursors are sealed anew each time, and age.
  unshared: true,
  problems: [problems.beginAgain],
  tags: ['cli'],
})
