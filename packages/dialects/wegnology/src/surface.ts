import {
  createPersonalToken,
  deletePersonalToken,
  listPersonalTokens,
  showAccount,
  showPersonalToken,
  updateAccount,
  updatePersonalToken,
} from '@latchkey/contract/account/operations'
import {
  createOrganization,
  deleteOrganization,
  listOrganizations,
  showOrganization,
  updateOrganization,
} from '@latchkey/contract/organizations/operations'
import { login, showSession } from '@latchkey/contract/session/operations'
import { createSpace, deleteSpace, listSpaces, showSpace, updateSpace } from '@latchkey/contract/spaces/operations'
import { createToken, deleteToken, listTokens, showToken, updateToken } from '@latchkey/contract/tokens/operations'
import { jsonBody } from '@latchkey/dialect-kit/body'
import type { VendorRoute, VendorSurface } from '@latchkey/dialect-kit/dialect'
import { serialIn24 } from './identifiers.ts'
import {
  createApplicationToken,
  deleteApplicationToken,
  listApplicationTokens,
  showApplicationToken,
  updateApplicationToken,
} from './plans/application-tokens.ts'
import {
  createApplication,
  deleteApplication,
  listApplications,
  showApplication,
  updateApplication,
} from './plans/applications.ts'
import { logIn } from './plans/log-in.ts'
import { patchMe, showMe } from './plans/me.ts'
import { sayNotHere } from './plans/not-here.ts'
import { createOrg, deleteOrg, listOrgs, showOrg, updateOrg } from './plans/orgs.ts'
import {
  createUserToken,
  deleteUserToken,
  listUserTokens,
  showUserToken,
  updateUserToken,
} from './plans/user-tokens.ts'
import { answerRefusal } from './problems.ts'

// Clients send `_actions`, `_links`, `_embedded` and more along with everything: what is not known is not looked at.
const common = { query: null, kept: false, space: 'none' } as const
const inApplication = {
  ...common,
  space: { in: 'path', parameter: 'application', read: serialIn24 },
} as const
const get = { ...common, method: 'GET' } as const
const post = { ...common, method: 'POST', body: jsonBody } as const
const patch = { ...common, method: 'PATCH', body: jsonBody } as const
const remove = { ...common, method: 'DELETE' } as const

// https://docs.losant.com/rest-api/overview and the source of wegnology-rest 2.12.5, read 2026-11
const routes: readonly VendorRoute[] = [
  { ...post, path: '/auth/user', caller: 'anyone', operation: login, plan: logIn },
  { ...get, path: '/me', operation: showAccount, plan: showMe },
  { ...patch, path: '/me', operation: updateAccount, plan: patchMe },

  { ...get, path: '/me/tokens', operation: listPersonalTokens, plan: listUserTokens },
  { ...post, path: '/me/tokens', operation: createPersonalToken, plan: createUserToken },
  { ...get, path: '/me/tokens/{token}', operation: showPersonalToken, plan: showUserToken },
  { ...patch, path: '/me/tokens/{token}', operation: updatePersonalToken, plan: updateUserToken },
  { ...remove, path: '/me/tokens/{token}', operation: deletePersonalToken, plan: deleteUserToken },

  { ...get, path: '/orgs', operation: listOrganizations, plan: listOrgs },
  { ...post, path: '/orgs', operation: createOrganization, plan: createOrg },
  { ...get, path: '/orgs/{org}', operation: showOrganization, plan: showOrg },
  { ...patch, path: '/orgs/{org}', operation: updateOrganization, plan: updateOrg },
  { ...remove, path: '/orgs/{org}', operation: deleteOrganization, plan: deleteOrg },

  { ...get, path: '/applications', operation: listSpaces, plan: listApplications },
  { ...post, path: '/applications', operation: createSpace, plan: createApplication },
  { ...get, ...inApplication, path: '/applications/{application}', operation: showSpace, plan: showApplication },
  { ...patch, ...inApplication, path: '/applications/{application}', operation: updateSpace, plan: updateApplication },
  { ...remove, ...inApplication, path: '/applications/{application}', operation: deleteSpace, plan: deleteApplication },

  {
    ...get,
    ...inApplication,
    path: '/applications/{application}/tokens',
    operation: listTokens,
    plan: listApplicationTokens,
  },
  {
    ...post,
    ...inApplication,
    path: '/applications/{application}/tokens',
    operation: createToken,
    plan: createApplicationToken,
  },
  {
    ...get,
    ...inApplication,
    path: '/applications/{application}/tokens/{token}',
    operation: showToken,
    plan: showApplicationToken,
  },
  {
    ...patch,
    ...inApplication,
    path: '/applications/{application}/tokens/{token}',
    operation: updateToken,
    plan: updateApplicationToken,
  },
  {
    ...remove,
    ...inApplication,
    path: '/applications/{application}/tokens/{token}',
    operation: deleteToken,
    plan: deleteApplicationToken,
  },

  ...(['GET', 'POST', 'PATCH', 'DELETE'] as const).flatMap((method) =>
    ['/instances', '/instances/{rest+}'].map((path): VendorRoute => {
      const body = method === 'POST' || method === 'PATCH' ? { body: jsonBody } : {}
      return { ...common, ...body, method, path, operation: showSession, plan: sayNotHere }
    }),
  ),
]

/** The API for users. Its clients concatenate the address and the path, so that it begins right below the dialect. */
export const userApi: VendorSurface = {
  prefix: '',
  credentials: [{ in: 'header', header: 'authorization', schemes: ['Bearer'], kinds: ['personal', 'session'] }],
  routes,
  answerRefusal,
  origins: 'none',
  exposes: [],
}
