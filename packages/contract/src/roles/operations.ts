import { Type } from 'typebox'
import { roles } from '../actions.ts'
import { accountKinds, settingKinds } from '../callers.ts'
import { Grants, GrantsInput } from '../grant-schema.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, Name, page, Segment, strict, Version } from '../schema.ts'
import { inSpace } from '../target.ts'

export const Role = strict({
  id: Id,
  name: Type.String(),
  builtin: Type.Boolean(),
  grants: Grants,
  warnings: Type.Optional(Type.Array(Type.String())),
  version: Version,
})

const writers = [...accountKinds, 'management'] as const
const one = {
  params: { space: Segment, role: Segment },
  query: {},
  surface: 'management',
  callers: writers,
  locks: 'space',
} as const
const target = ({ params }: { params: { space: string; role: string } }) => inSpace('roles', params.space, params.role)

export const listRoles = operation({
  id: 'roles.list',
  summary: 'List the roles of a space',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/roles',
  params: { space: Segment },
  query: {},
  body: null,
  result: page(Role),
  action: roles.read,
  access: 'read',
  callers: settingKinds,
  target: ({ params }) => inSpace('roles', params.space),
  problems: [],
})

export const createRole = operation({
  id: 'roles.create',
  summary: 'Create a role: a named list of grants',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/roles',
  params: { space: Segment },
  query: {},
  body: strict({ name: Name, grants: GrantsInput }),
  result: Role,
  status: 201,
  versioned: true,
  action: roles.create,
  access: 'write',
  callers: writers,
  target: ({ params }) => inSpace('roles', params.space),
  locks: 'space',
  idempotent: true,
  problems: [problems.exceedsMaker, problems.conflict, problems.idempotencyConflict],
})

export const showRole = operation({
  ...one,
  id: 'roles.show',
  summary: 'Show a role',
  method: 'GET',
  path: '/spaces/{space}/roles/{role}',
  callers: settingKinds,
  body: null,
  result: Role,
  versioned: true,
  action: roles.read,
  access: 'read',
  target,
  problems: [],
})

export const updateRole = operation({
  ...one,
  id: 'roles.update',
  summary: 'Rename a role or change its grants; members and tokens bound to it follow at once',
  method: 'PATCH',
  path: '/spaces/{space}/roles/{role}',
  body: strict({ name: Type.Optional(Name), grants: Type.Optional(GrantsInput) }),
  result: Role,
  versioned: true,
  action: roles.update,
  access: 'write',
  target,
  problems: [problems.assertionBroken, problems.exceedsMaker, problems.versionConflict, problems.conflict],
})

export const deleteRole = operation({
  ...one,
  id: 'roles.delete',
  summary: 'Delete a role that no live token is bound to',
  method: 'DELETE',
  path: '/spaces/{space}/roles/{role}',
  body: null,
  result: null,
  action: roles.delete,
  access: 'write',
  target,
  problems: [problems.inUse, problems.conflict],
})
