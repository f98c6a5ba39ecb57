import { tokens } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { page, TokenId } from '../schema.ts'
import { inInstallation } from '../target.ts'
import {
  InstallationTokenChange,
  IssuedToken,
  ListedToken,
  NewInstallationToken,
  Rotation,
  Token,
  tokenListQuery,
} from '../tokens/schemas.ts'
import { TokenUsage, usageQuery } from '../tokens/usage.ts'

// API tokens that belong to no space and reach every one, as far as their grants go. For who administers the installation.

const all = { params: {}, surface: 'management', path: '/installation/tokens', callers: accountKinds } as const
const toAll = () => inInstallation('tokens')

const one = {
  params: { token: TokenId },
  query: {},
  surface: 'management',
  callers: accountKinds,
  locks: 'space',
} as const
const target = ({ params }: { params: { token: string } }) => inInstallation('tokens', params.token)

export const listInstallationTokens = operation({
  ...all,
  id: 'installation-tokens.list',
  summary: 'List the API tokens of the installation',
  method: 'GET',
  query: tokenListQuery,
  body: null,
  result: page(ListedToken),
  action: tokens.read,
  access: 'read',
  target: toAll,
  problems: [],
})

export const createInstallationToken = operation({
  ...all,
  id: 'installation-tokens.create',
  summary: 'Issue an API token that reaches every space; the answer holds the secret, once',
  method: 'POST',
  query: {},
  body: NewInstallationToken,
  result: IssuedToken,
  status: 201,
  action: tokens.create,
  access: 'write',
  target: toAll,
  locks: 'space',
  fresh: 'mint',
  idempotent: true,
  problems: [problems.exceedsMaker, problems.freshLoginRequired, problems.idempotencyConflict],
})

export const readInstallationTokenUsage = operation({
  ...one,
  id: 'installation-tokens.usage',
  summary: 'What an API token of the installation was used for, from where, and what it was refused, by day',
  method: 'GET',
  path: '/installation/tokens/{token}/usage',
  query: usageQuery,
  body: null,
  result: TokenUsage,
  action: tokens.read,
  access: 'read',
  target,
  problems: [],
})

export const showInstallationToken = operation({
  ...one,
  id: 'installation-tokens.show',
  summary: 'Show an API token of the installation',
  method: 'GET',
  path: '/installation/tokens/{token}',
  body: null,
  result: Token,
  versioned: true,
  action: tokens.read,
  access: 'read',
  target,
  problems: [],
})

export const updateInstallationToken = operation({
  ...one,
  id: 'installation-tokens.update',
  summary: 'Rename an API token of the installation, or change its grants',
  method: 'PATCH',
  path: '/installation/tokens/{token}',
  body: InstallationTokenChange,
  result: Token,
  versioned: true,
  action: tokens.update,
  access: 'write',
  target,
  problems: [problems.exceedsMaker, problems.versionConflict, problems.conflict],
})

export const deactivateInstallationToken = operation({
  ...one,
  id: 'installation-tokens.deactivate',
  summary: 'Pause an API token of the installation',
  method: 'POST',
  path: '/installation/tokens/{token}/deactivate',
  body: null,
  result: Token,
  action: tokens.update,
  access: 'write',
  target,
  problems: [problems.conflict],
})

export const activateInstallationToken = operation({
  ...one,
  id: 'installation-tokens.activate',
  summary: 'Resume a paused API token of the installation',
  method: 'POST',
  path: '/installation/tokens/{token}/activate',
  body: null,
  result: Token,
  action: tokens.update,
  access: 'write',
  target,
  problems: [problems.conflict, problems.exceedsMaker],
})

export const revokeInstallationToken = operation({
  ...one,
  id: 'installation-tokens.revoke',
  summary: 'Revoke an API token of the installation for good',
  method: 'POST',
  path: '/installation/tokens/{token}/revoke',
  body: null,
  result: Token,
  action: tokens.revoke,
  access: 'write',
  target,
  problems: [],
})

export const deleteInstallationToken = operation({
  ...one,
  id: 'installation-tokens.delete',
  summary: 'Revoke an API token of the installation and take its record out of the lists',
  method: 'DELETE',
  path: '/installation/tokens/{token}',
  body: null,
  result: null,
  action: tokens.revoke,
  access: 'write',
  target,
  problems: [],
})

export const rotateInstallationToken = operation({
  ...one,
  id: 'installation-tokens.rotate',
  summary: 'Give an API token of the installation a new secret; the old one works on for a while',
  method: 'POST',
  path: '/installation/tokens/{token}/rotate',
  body: Rotation,
  result: IssuedToken,
  action: tokens.update,
  access: 'write',
  target,
  idempotent: true,
  problems: [problems.conflict, problems.exceedsMaker, problems.idempotencyConflict],
})
