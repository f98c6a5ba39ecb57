import { Type } from 'typebox'
import { branches } from '../actions.ts'
import { accountKinds, settingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { nullable, page, Segment, Slug, strict, Timestamp } from '../schema.ts'
import { inSpace } from '../target.ts'

/** A branch's id: `main` of the first one. */
const BranchId = Type.String()

/** A copy of the space's types and content that goes its own way. */
export const Branch = strict({
  id: BranchId,
  name: Slug,
  state: Type.Unsafe<'creating' | 'active'>({
    type: 'string',
    enum: ['creating', 'active'],
    description: '`creating`: it is being copied, and what is in it cannot be used yet.',
  }),
  source: nullable(
    strict(
      { id: BranchId, name: nullable(Slug) },
      { description: 'What it was copied from; `name` null once that is gone.' },
    ),
  ),
  created_at: Timestamp,
})

/** A name that stands for a branch and can be moved to another. */
export const Alias = strict({
  name: Slug,
  branch: nullable(
    strict(
      { id: BranchId, name: Slug },
      { description: 'Null for a token that may use the alias and not the branch itself.' },
    ),
  ),
  updated_at: Timestamp,
})

const ofSpace = { params: { space: Segment }, query: {}, surface: 'management', callers: settingKinds } as const
const branch = { ...ofSpace, params: { space: Segment, branch: Segment } } as const
const alias = { ...ofSpace, params: { space: Segment, alias: Slug } } as const
const changes = { callers: accountKinds, access: 'write', locks: 'space' } as const
const target = ({ params }: { params: { space: string } }) => inSpace('branches', params.space)
const branchTarget = ({ params }: { params: { space: string; branch: string } }) =>
  inSpace('branches', params.space, params.branch)
const aliasTarget = ({ params }: { params: { space: string; alias: string } }) =>
  inSpace('branches', params.space, params.alias)

export const listBranches = operation({
  ...ofSpace,
  id: 'branches.list',
  summary: 'List the branches of a space',
  method: 'GET',
  path: '/spaces/{space}/branches',
  body: null,
  result: page(Branch),
  action: branches.read,
  access: 'read',
  target,
  problems: [],
  tags: ['cli'],
})

export const createBranch = operation({
  ...ofSpace,
  ...changes,
  id: 'branches.create',
  summary: 'Create a branch: a copy of another as it is at this moment, made while everything goes on',
  method: 'POST',
  path: '/spaces/{space}/branches',
  body: strict({
    name: Slug,
    source: Type.Optional(Type.String({ description: 'A branch or an alias. Default `main`.' })),
  }),
  result: Branch,
  status: 201,
  action: branches.create,
  target,
  idempotent: true,
  problems: [problems.slugTaken, problems.branchNotReady, problems.idempotencyConflict],
  tags: ['cli'],
})

export const showBranch = operation({
  ...branch,
  id: 'branches.show',
  summary: 'Show a branch, with how far it is made',
  method: 'GET',
  path: '/spaces/{space}/branches/{branch}',
  body: null,
  result: Branch,
  action: branches.read,
  access: 'read',
  target: branchTarget,
  problems: [],
  tags: ['cli'],
})

export const updateBranch = operation({
  ...branch,
  ...changes,
  id: 'branches.update',
  summary: 'Rename a branch; tokens and aliases stay tied to it',
  method: 'PATCH',
  path: '/spaces/{space}/branches/{branch}',
  body: strict({ name: Slug }),
  result: Branch,
  action: branches.update,
  target: branchTarget,
  problems: [problems.slugTaken, problems.inUse],
  tags: ['cli'],
})

export const deleteBranch = operation({
  ...branch,
  ...changes,
  id: 'branches.delete',
  summary: 'Delete a branch with what is on it alone; nobody reaches it from now on',
  method: 'DELETE',
  path: '/spaces/{space}/branches/{branch}',
  body: null,
  result: null,
  action: branches.delete,
  target: branchTarget,
  problems: [problems.inUse],
  tags: ['cli'],
})

export const listAliases = operation({
  ...ofSpace,
  id: 'aliases.list',
  summary: 'List the aliases of a space and the branches that they stand for',
  method: 'GET',
  path: '/spaces/{space}/aliases',
  body: null,
  result: page(Alias),
  action: branches.read,
  access: 'read',
  target,
  problems: [],
  tags: ['cli'],
})

export const showAlias = operation({
  ...alias,
  id: 'aliases.show',
  summary: 'Show which branch an alias stands for',
  method: 'GET',
  path: '/spaces/{space}/aliases/{alias}',
  body: null,
  result: Alias,
  action: branches.read,
  access: 'read',
  target: aliasTarget,
  problems: [],
  tags: ['cli'],
})

export const putAlias = operation({
  ...alias,
  ...changes,
  id: 'aliases.put',
  summary: 'Make an alias, or let it stand for another branch: for every request from the answer on',
  method: 'PUT',
  path: '/spaces/{space}/aliases/{alias}',
  body: strict({ branch: Type.String({ description: 'Name or id of a branch.' }) }),
  result: Alias,
  action: branches.update,
  target: aliasTarget,
  problems: [problems.slugTaken, problems.branchNotReady],
  tags: ['cli'],
})

export const deleteAlias = operation({
  ...alias,
  ...changes,
  id: 'aliases.delete',
  summary: 'Delete an alias; its branch stays',
  method: 'DELETE',
  path: '/spaces/{space}/aliases/{alias}',
  body: null,
  result: null,
  action: branches.delete,
  target: aliasTarget,
  problems: [problems.inUse],
  tags: ['cli'],
})
