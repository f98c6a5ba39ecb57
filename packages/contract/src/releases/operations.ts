import { Type } from 'typebox'
import { releases } from '../actions.ts'
import { accountKinds, managingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, listQuery, oneOf, page, Segment, strict, Timestamp } from '../schema.ts'
import { inSpace } from '../target.ts'
import { IssuedToken, NewReleaseToken } from '../tokens/schemas.ts'
import {
  NewRelease,
  NewReleaseItem,
  Release,
  ReleaseChange,
  ReleaseItem,
  ReleaseItemChange,
  ReleaseItemReceipt,
  ReleaseReceipt,
  releaseStates,
} from './schemas.ts'

const paging = { ...branchQuery, limit: listQuery.limit, after: listQuery.after, count: listQuery.count }
const one = {
  params: { space: Segment, release: Segment },
  query: branchQuery,
  surface: 'management',
  callers: managingKinds,
  tags: ['cli'],
} as const
const item = { ...one, params: { space: Segment, release: Segment, entry: Segment } } as const
const target = ({ params }: { params: { space: string; release: string } }) =>
  inSpace('releases', params.space, params.release)
const receipts = { result: Release, receipt: ReleaseReceipt, versioned: true } as const

export const listReleases = operation({
  id: 'releases.list',
  summary: 'List the releases that the caller may know of, the newest first',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/releases',
  params: { space: Segment },
  query: { ...paging, state: Type.Optional(oneOf(releaseStates)) },
  body: null,
  result: page(Release),
  action: releases.read,
  access: 'read',
  callers: managingKinds,
  target: ({ params }) => inSpace('releases', params.space),
  problems: [],
  tags: ['cli'],
})

export const createRelease = operation({
  id: 'releases.create',
  summary: 'Create a release; the caller’s account owns it',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/releases',
  params: { space: Segment },
  query: branchQuery,
  body: NewRelease,
  ...receipts,
  status: 201,
  action: releases.create,
  access: 'write',
  callers: managingKinds,
  target: ({ params }) => inSpace('releases', params.space),
  idempotent: true,
  problems: [problems.idempotencyConflict],
  tags: ['cli'],
})

export const showRelease = operation({
  ...one,
  id: 'releases.show',
  summary: 'Show a release',
  method: 'GET',
  path: '/spaces/{space}/releases/{release}',
  body: null,
  result: Release,
  versioned: true,
  action: releases.read,
  access: 'read',
  target,
  problems: [],
})

export const updateRelease = operation({
  ...one,
  ...receipts,
  id: 'releases.update',
  summary: 'Rename a release, choose its environments, or restrict it to people',
  method: 'PATCH',
  path: '/spaces/{space}/releases/{release}',
  body: ReleaseChange,
  action: releases.update,
  access: 'write',
  target,
  problems: [problems.versionConflict, problems.conflict],
})

export const deleteRelease = operation({
  ...one,
  id: 'releases.delete',
  summary: 'Delete a release that no live token depends on; what it has published stays',
  method: 'DELETE',
  path: '/spaces/{space}/releases/{release}',
  body: null,
  result: null,
  action: releases.delete,
  access: 'write',
  target,
  locks: 'space',
  problems: [problems.inUse],
})

export const transferRelease = operation({
  ...one,
  id: 'releases.transfer',
  summary: 'Give a release to another member; for its owner and the owner of the space',
  method: 'POST',
  path: '/spaces/{space}/releases/{release}/transfer',
  body: strict({ owner: Type.String({ description: 'Id of an account of the space.' }) }),
  result: Release,
  versioned: true,
  action: releases.update,
  access: 'write',
  callers: accountKinds,
  target,
  problems: [problems.versionConflict],
})

export const publishRelease = operation({
  ...one,
  ...receipts,
  id: 'releases.publish',
  summary: 'Publish all entries of a release at once, or none of them',
  method: 'POST',
  path: '/spaces/{space}/releases/{release}/publish',
  body: null,
  action: releases.publish,
  access: 'publish',
  target,
  problems: [problems.versionConflict, problems.conflict, problems.reviewRequired],
})

export const scheduleRelease = operation({
  ...one,
  ...receipts,
  id: 'releases.schedule',
  summary: 'Publish a release at a time; decided now and again then',
  method: 'POST',
  path: '/spaces/{space}/releases/{release}/schedule',
  body: strict({ release_at: Timestamp }),
  action: releases.publish,
  access: 'publish',
  target,
  problems: [problems.versionConflict, problems.conflict],
})

export const unscheduleRelease = operation({
  ...one,
  ...receipts,
  id: 'releases.unschedule',
  summary: 'Take back the schedule of a release',
  method: 'POST',
  path: '/spaces/{space}/releases/{release}/unschedule',
  body: null,
  action: releases.publish,
  access: 'publish',
  target,
  problems: [problems.versionConflict, problems.conflict],
})

export const createReleaseToken = operation({
  ...one,
  id: 'release-tokens.create',
  summary: 'Issue a token that reads as of a release; for its owner and Administrators, also without tokens.create',
  method: 'POST',
  path: '/spaces/{space}/releases/{release}/tokens',
  callers: accountKinds,
  tags: [],
  body: NewReleaseToken,
  result: IssuedToken,
  status: 201,
  action: releases.read,
  access: 'write',
  target,
  locks: 'space',
  idempotent: true,
  problems: [problems.exceedsMaker, problems.idempotencyConflict],
})

export const listReleaseItems = operation({
  ...one,
  id: 'release-items.list',
  summary: 'List the entries of a release, as far as the caller may read them',
  method: 'GET',
  path: '/spaces/{space}/releases/{release}/items',
  query: paging,
  body: null,
  result: page(ReleaseItem),
  action: releases.read,
  access: 'read',
  target,
  problems: [],
})

export const addReleaseItem = operation({
  ...one,
  id: 'release-items.add',
  summary: 'Put an entry into a release, as it is now or in revisions that are named',
  method: 'POST',
  path: '/spaces/{space}/releases/{release}/items',
  body: NewReleaseItem,
  result: ReleaseItem,
  receipt: ReleaseItemReceipt,
  status: 201,
  action: releases.update,
  access: 'write',
  target,
  idempotent: true,
  problems: [problems.conflict, problems.slugTaken, problems.limitReached, problems.idempotencyConflict],
})

export const updateReleaseItem = operation({
  ...item,
  id: 'release-items.update',
  summary: 'Pin an entry of a release anew, or change what is done to it',
  method: 'PATCH',
  path: '/spaces/{space}/releases/{release}/items/{entry}',
  body: ReleaseItemChange,
  result: ReleaseItem,
  receipt: ReleaseItemReceipt,
  action: releases.update,
  access: 'write',
  target,
  problems: [problems.conflict, problems.slugTaken],
})

export const removeReleaseItem = operation({
  ...item,
  id: 'release-items.remove',
  summary: 'Take an entry out of a release',
  method: 'DELETE',
  path: '/spaces/{space}/releases/{release}/items/{entry}',
  body: null,
  result: null,
  action: releases.update,
  access: 'write',
  target,
  problems: [problems.conflict],
})
