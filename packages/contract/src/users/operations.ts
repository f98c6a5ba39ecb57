import { Type } from 'typebox'
import { users } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, listQuery, Name, oneOf, page, strict } from '../schema.ts'
import { Account, Email, Password } from '../session/operations.ts'
import { inInstallation } from '../target.ts'

const one = { params: { user: Id }, query: {}, surface: 'management', callers: accountKinds } as const
const target = ({ params }: { params: { user: string } }) => inInstallation('users', params.user)

export const listUsers = operation({
  id: 'users.list',
  summary: 'List the accounts of the installation',
  method: 'GET',
  surface: 'management',
  path: '/users',
  params: {},
  query: { limit: listQuery.limit, after: listQuery.after, count: listQuery.count },
  body: null,
  result: page(Account),
  action: users.read,
  access: 'read',
  callers: accountKinds,
  target: () => inInstallation('users'),
  problems: [],
})

export const createUser = operation({
  id: 'users.create',
  summary: 'Create an account',
  method: 'POST',
  surface: 'management',
  path: '/users',
  params: {},
  query: {},
  body: strict({
    email: Email,
    name: Name,
    password: Password,
    installation_administrator: Type.Optional(Type.Boolean()),
  }),
  result: Account,
  status: 201,
  action: users.create,
  access: 'write',
  callers: ['session'],
  target: () => inInstallation('users'),
  problems: [problems.conflict],
})

export const showUser = operation({
  ...one,
  id: 'users.show',
  summary: 'Show an account',
  method: 'GET',
  path: '/users/{user}',
  body: null,
  result: Account,
  action: users.read,
  access: 'read',
  target,
  problems: [],
})

export const updateUser = operation({
  ...one,
  id: 'users.update',
  summary: 'Rename, suspend or readmit an account; its tokens follow at once',
  method: 'PATCH',
  path: '/users/{user}',
  callers: ['session'],
  body: strict({
    name: Type.Optional(Name),
    state: Type.Optional(oneOf(['active', 'suspended'])),
    installation_administrator: Type.Optional(Type.Boolean()),
  }),
  result: Account,
  action: users.update,
  access: 'write',
  target,
  locks: 'space',
  problems: [problems.conflict],
})
