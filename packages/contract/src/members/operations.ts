import { Type } from 'typebox'
import { users } from '../actions.ts'
import { accountKinds, settingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, page, Segment, strict } from '../schema.ts'
import { inSpace } from '../target.ts'

export const Member = strict({
  account: Id,
  email: Type.String(),
  name: Type.String(),
  owner: Type.Boolean(),
  roles: Type.Array(strict({ id: Id, name: Type.String() })),
})

const one = {
  params: { space: Segment, member: Id },
  query: {},
  surface: 'management',
  callers: accountKinds,
  locks: 'space',
} as const
const target = ({ params }: { params: { space: string; member: string } }) =>
  inSpace('users', params.space, params.member)
export const RoleNames = Type.Array(Type.String({ description: 'Id or name of a role.' }), {
  minItems: 1,
  maxItems: 20,
})

export const listMembers = operation({
  id: 'members.list',
  summary: 'List the members of a space and their roles',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/members',
  params: { space: Segment },
  query: {},
  body: null,
  result: page(Member),
  action: users.read,
  access: 'read',
  callers: settingKinds,
  target: ({ params }) => inSpace('users', params.space),
  problems: [],
})

export const addMember = operation({
  id: 'members.add',
  summary: 'Make somebody of the space’s organization a member of the space; everybody else is invited',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/members',
  params: { space: Segment },
  query: {},
  body: strict({ account: Id, roles: RoleNames }),
  result: Member,
  status: 201,
  action: users.create,
  access: 'write',
  callers: accountKinds,
  target: ({ params }) => inSpace('users', params.space),
  locks: 'space',
  idempotent: true,
  problems: [problems.exceedsMaker, problems.conflict, problems.idempotencyConflict],
})

export const showMember = operation({
  ...one,
  id: 'members.show',
  summary: 'Show a member',
  method: 'GET',
  path: '/spaces/{space}/members/{member}',
  callers: settingKinds,
  body: null,
  result: Member,
  action: users.read,
  access: 'read',
  target,
  problems: [],
})

export const updateMember = operation({
  ...one,
  id: 'members.update',
  summary: 'Change the roles of a member',
  method: 'PATCH',
  path: '/spaces/{space}/members/{member}',
  body: strict({ roles: RoleNames }),
  result: Member,
  action: users.update,
  access: 'write',
  target,
  problems: [problems.exceedsMaker, problems.conflict],
})

export const removeMember = operation({
  ...one,
  id: 'members.remove',
  summary: 'Remove a member; his tokens lose the space from the next request on',
  method: 'DELETE',
  path: '/spaces/{space}/members/{member}',
  body: null,
  result: null,
  action: users.delete,
  access: 'write',
  target,
  problems: [problems.conflict],
})
