import { showAccount, updateAccount } from '@latchkey/contract/account/operations'
import {
  deleteAsset,
  publishAsset,
  unpublishAsset,
  updateAsset,
  uploadAsset,
} from '@latchkey/contract/assets/operations'
import * as branchOperations from '@latchkey/contract/branches/operations'
import { createContentType, deleteContentType, updateContentType } from '@latchkey/contract/content-types/operations'
import {
  createEntry,
  deleteEntry,
  publishEntry,
  unpublishEntry,
  updateEntry,
} from '@latchkey/contract/entries/operations'
import * as environmentOperations from '@latchkey/contract/environments/operations'
import * as localeOperations from '@latchkey/contract/locales/operations'
import { listOrganizations, showOrganization } from '@latchkey/contract/organizations/operations'
import { createPublishRequest } from '@latchkey/contract/publish-requests/operations'
import * as releaseOperations from '@latchkey/contract/releases/operations'
import { listRoles, showRole } from '@latchkey/contract/roles/operations'
import { login, logout } from '@latchkey/contract/session/operations'
import * as spaceOperations from '@latchkey/contract/spaces/operations'
import * as tokenOperations from '@latchkey/contract/tokens/operations'
import { jsonBody } from '@latchkey/dialect-kit/body'
import type { VendorRoute } from '@latchkey/dialect-kit/dialect'
import * as assets from './plans/management/assets.ts'
import * as branches from './plans/management/branches.ts'
import { bulk } from './plans/management/bulk.ts'
import * as contentTypes from './plans/management/content-types.ts'
import * as entries from './plans/management/entries.ts'
import * as environments from './plans/management/environments.ts'
import * as locales from './plans/management/locales.ts'
import * as people from './plans/management/people.ts'
import * as releases from './plans/management/releases.ts'
import * as reviews from './plans/management/reviews.ts'
import * as roles from './plans/management/roles.ts'
import * as stacks from './plans/management/stacks.ts'
import * as tokens from './plans/management/tokens.ts'
import { inStack, stack } from './stack.ts'

/** A route of its own stack, as most are. */
type Short = Pick<VendorRoute, 'path' | 'operation' | 'plan'>

const common = { query: null, kept: false } as const
const get = (route: Short): VendorRoute => ({ ...common, method: 'GET', space: stack, ...inside(route) })
const post = (route: Short): VendorRoute => ({
  ...common,
  method: 'POST',
  space: stack,
  body: jsonBody,
  ...inside(route),
})
const put = (route: Short): VendorRoute => ({
  ...common,
  method: 'PUT',
  space: stack,
  body: jsonBody,
  ...inside(route),
})
const remove = (route: Short): VendorRoute => ({
  ...common,
  method: 'DELETE',
  space: stack,
  body: jsonBody,
  ...inside(route),
})
const outside = { ...common, space: 'none' } as const

function inside(route: Short): Short {
  return { ...route, plan: inStack(route.plan) }
}

// https://www.contentstack.com/docs/developers/apis/administration-api, read 2026-11
const peopleRoutes: readonly VendorRoute[] = [
  {
    ...outside,
    method: 'POST',
    path: '/user-session',
    caller: 'anyone',
    body: jsonBody,
    operation: login,
    plan: people.logIn,
  },
  { ...outside, method: 'DELETE', path: '/user-session', body: jsonBody, operation: logout, plan: people.logOut },
  { ...outside, method: 'GET', path: '/user', operation: showAccount, plan: people.showUser },
  { ...outside, method: 'PUT', path: '/user', body: jsonBody, operation: updateAccount, plan: people.updateUser },
  {
    ...outside,
    method: 'GET',
    path: '/organizations',
    operation: listOrganizations,
    plan: people.listAllOrganizations,
  },
  {
    ...outside,
    method: 'GET',
    path: '/organizations/{organization}',
    operation: showOrganization,
    plan: people.showOneOrganization,
  },
  { ...outside, method: 'GET', path: '/stacks', operation: spaceOperations.listSpaces, plan: stacks.listStacks },
  {
    ...outside,
    method: 'POST',
    path: '/stacks',
    body: jsonBody,
    operation: spaceOperations.createSpace,
    plan: stacks.createStack,
  },
  put({ path: '/stacks', operation: spaceOperations.updateSpace, plan: stacks.updateStack }),
  remove({ path: '/stacks', operation: spaceOperations.deleteSpace, plan: stacks.deleteStack }),
  get({ path: '/stacks/settings', operation: spaceOperations.showSpace, plan: stacks.showSettings }),
]

const tokenRoutes: readonly VendorRoute[] = [
  post({
    path: '/stacks/delivery_tokens',
    operation: tokenOperations.createToken,
    plan: tokens.createDeliveryToken,
  }),
  {
    // Clients write no JSON here.
    ...common,
    method: 'POST',
    space: stack,
    path: '/stacks/delivery_tokens/{token}/preview_token',
    operation: tokenOperations.createToken,
    plan: inStack(tokens.createPreviewToken),
  },
  remove({
    path: '/stacks/delivery_tokens/{token}/preview_token',
    operation: tokenOperations.deleteToken,
    plan: tokens.deletePreviewToken,
  }),
  post({
    path: '/stacks/management_tokens',
    operation: tokenOperations.createToken,
    plan: tokens.createManagementToken,
  }),
  ...(['delivery', 'management'] as const).flatMap((kind) => {
    const one = `/stacks/${kind}_tokens/{token}`
    return [
      get({ path: `/stacks/${kind}_tokens`, operation: tokenOperations.listTokens, plan: tokens.listTokensOf(kind) }),
      get({ path: one, operation: tokenOperations.showToken, plan: tokens.showTokenOf(kind) }),
      put({ path: one, operation: tokenOperations.updateToken, plan: tokens.updateTokenOf(kind) }),
      remove({ path: one, operation: tokenOperations.deleteToken, plan: tokens.deleteTokenOf(kind) }),
    ]
  }),
]

const branch = '/stacks/branches/{branch}'
const alias = '/stacks/branch_aliases/{alias}'
const environment = '/environments/{environment}'
const locale = '/locales/{locale}'

const settingRoutes: readonly VendorRoute[] = [
  get({ path: '/stacks/branches', operation: branchOperations.listBranches, plan: branches.listAll }),
  post({ path: '/stacks/branches', operation: branchOperations.createBranch, plan: branches.create }),
  get({ path: branch, operation: branchOperations.showBranch, plan: branches.show }),
  remove({ path: branch, operation: branchOperations.deleteBranch, plan: branches.remove }),
  get({ path: '/stacks/branch_aliases', operation: branchOperations.listAliases, plan: branches.listAllAliases }),
  get({ path: alias, operation: branchOperations.showAlias, plan: branches.showOneAlias }),
  put({ path: alias, operation: branchOperations.putAlias, plan: branches.assignAlias }),
  remove({ path: alias, operation: branchOperations.deleteAlias, plan: branches.removeAlias }),
  get({ path: '/environments', operation: environmentOperations.listEnvironments, plan: environments.listAll }),
  post({ path: '/environments', operation: environmentOperations.createEnvironment, plan: environments.create }),
  get({ path: environment, operation: environmentOperations.showEnvironment, plan: environments.show }),
  put({ path: environment, operation: environmentOperations.updateEnvironment, plan: environments.update }),
  remove({ path: environment, operation: environmentOperations.deleteEnvironment, plan: environments.remove }),
  get({ path: '/locales', operation: localeOperations.listLocales, plan: locales.listAll }),
  post({ path: '/locales', operation: localeOperations.createLocale, plan: locales.create }),
  get({ path: locale, operation: localeOperations.listLocales, plan: locales.show }),
  put({ path: locale, operation: localeOperations.updateLocale, plan: locales.update }),
  remove({ path: locale, operation: localeOperations.deleteLocale, plan: locales.remove }),
  get({ path: '/roles', operation: listRoles, plan: roles.listAll }),
  get({ path: '/roles/{role}', operation: showRole, plan: roles.show }),
]

const entry = '/content_types/{type}/entries/{entry}'
const rule = '/workflows/publishing_rules/{rule}'
const updateEnvironment = environmentOperations.updateEnvironment

// https://www.contentstack.com/docs/developers/apis/content-management-api, read 2026-11
const contentRoutes: readonly VendorRoute[] = [
  post({ path: '/content_types', operation: createContentType, plan: contentTypes.createType }),
  put({ path: '/content_types/{type}', operation: updateContentType, plan: contentTypes.updateType }),
  remove({ path: '/content_types/{type}', operation: deleteContentType, plan: contentTypes.deleteType }),
  post({ path: '/content_types/{type}/entries', operation: createEntry, plan: entries.createManagedEntry }),
  put({ path: entry, operation: updateEntry, plan: entries.updateManagedEntry }),
  remove({ path: entry, operation: deleteEntry, plan: entries.deleteManagedEntry }),
  post({ path: `${entry}/publish`, operation: publishEntry, plan: entries.publishing('publish') }),
  post({ path: `${entry}/unpublish`, operation: unpublishEntry, plan: entries.publishing('unpublish') }),
  post({ path: `${entry}/workflow`, operation: createPublishRequest, plan: reviews.review }),
  post({ path: '/bulk/publish', operation: publishEntry, plan: bulk('publish') }),
  post({ path: '/bulk/unpublish', operation: unpublishEntry, plan: bulk('unpublish') }),
  {
    ...common,
    method: 'POST',
    space: stack,
    path: '/assets',
    body: { is: 'form', file: 'asset[upload]' },
    operation: uploadAsset,
    plan: inStack(assets.uploadFile),
  },
  put({ path: '/assets/{asset}', operation: updateAsset, plan: assets.updateFile }),
  remove({ path: '/assets/{asset}', operation: deleteAsset, plan: assets.deleteFile }),
  post({ path: '/assets/{asset}/publish', operation: publishAsset, plan: assets.publishingFile(publishAsset) }),
  post({ path: '/assets/{asset}/unpublish', operation: unpublishAsset, plan: assets.publishingFile(unpublishAsset) }),
  get({
    path: '/workflows/publishing_rules',
    operation: environmentOperations.listEnvironments,
    plan: reviews.listRules,
  }),
  post({ path: '/workflows/publishing_rules', operation: updateEnvironment, plan: reviews.createRule }),
  get({ path: rule, operation: environmentOperations.listEnvironments, plan: reviews.showRule }),
  remove({ path: rule, operation: updateEnvironment, plan: reviews.deleteRule }),
]

const release = '/releases/{release}'

const releaseRoutes: readonly VendorRoute[] = [
  get({ path: '/releases', operation: releaseOperations.listReleases, plan: releases.listAll }),
  post({ path: '/releases', operation: releaseOperations.createRelease, plan: releases.create }),
  get({ path: release, operation: releaseOperations.showRelease, plan: releases.show }),
  put({ path: release, operation: releaseOperations.updateRelease, plan: releases.update }),
  remove({ path: release, operation: releaseOperations.deleteRelease, plan: releases.remove }),
  get({ path: `${release}/items`, operation: releaseOperations.listReleaseItems, plan: releases.listItems }),
  post({ path: `${release}/item`, operation: releaseOperations.addReleaseItem, plan: releases.addItems }),
  post({ path: `${release}/items`, operation: releaseOperations.addReleaseItem, plan: releases.addItems }),
  remove({ path: `${release}/item`, operation: releaseOperations.removeReleaseItem, plan: releases.removeItems }),
  remove({ path: `${release}/items`, operation: releaseOperations.removeReleaseItem, plan: releases.removeItems }),
  post({ path: `${release}/deploy`, operation: releaseOperations.publishRelease, plan: releases.deploy }),
]

/** What the management API has besides what it reads at the paths of the delivery API. */
export const managementRoutes: readonly VendorRoute[] = [
  ...peopleRoutes,
  ...tokenRoutes,
  ...settingRoutes,
  ...contentRoutes,
  ...releaseRoutes,
]
