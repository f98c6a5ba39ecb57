import { Type } from 'typebox'
import { profile } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { strict } from '../schema.ts'
import { inInstallation } from '../target.ts'
import { SpokenDialect } from './schemas.ts'

export const listDialects = operation({
  id: 'dialects.list',
  summary: 'The APIs of other platforms that this server speaks, and how their clients are pointed here',
  method: 'GET',
  surface: 'management',
  path: '/dialects',
  params: {},
  query: {},
  body: null,
  result: strict({ items: Type.Array(SpokenDialect) }),
  action: profile.read,
  access: 'read',
  callers: accountKinds,
  target: () => inInstallation('profile'),
  problems: [],
})
