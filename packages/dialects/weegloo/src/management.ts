import {
  createPersonalToken,
  deletePersonalToken,
  listPersonalTokens,
  showAccount,
  showPersonalToken,
} from '@latchkey/contract/account/operations'
import { deleteAsset, listAssets, publishAsset, showAsset, unpublishAsset } from '@latchkey/contract/assets/operations'
import { listContentTypes, showContentType } from '@latchkey/contract/content-types/operations'
import {
  archiveEntry,
  createEntry,
  deleteEntry,
  listEntries,
  publishEntry,
  replaceEntry,
  showEntry,
  unpublishEntry,
  updateEntry,
} from '@latchkey/contract/entries/operations'
import { createRole, deleteRole, listRoles, showRole, updateRole } from '@latchkey/contract/roles/operations'
import { listSpaces, showSpace } from '@latchkey/contract/spaces/operations'
import { createToken, deleteToken, listTokens, showToken, updateToken } from '@latchkey/contract/tokens/operations'
import { jsonPatchBody } from '@latchkey/dialect-kit/body'
import type { VendorBody, VendorRoute, VendorSurface } from '@latchkey/dialect-kit/dialect'
import { forAccepting } from './media-type.ts'
import { common, inPath, managing } from './places.ts'
import {
  createPersonal,
  deletePersonal,
  listMySpaces,
  listPersonal,
  showMe,
  showOneSpace,
  showPersonal,
} from './plans/account.ts'
import { listTypes, showType } from './plans/content-types.ts'
import {
  archiveContent,
  createContent,
  deleteContent,
  listContents,
  patchContent,
  publishContent,
  replaceContent,
  showContent,
  unarchiveContent,
  unpublishContent,
} from './plans/contents.ts'
import {
  createDeliveryToken,
  deleteDeliveryToken,
  listDeliveryTokens,
  showDeliveryToken,
  updateDeliveryToken,
} from './plans/delivery-tokens.ts'
import { deleteMedia, listMedias, mediaParameters, publishMedia, showMedia, unpublishMedia } from './plans/medias.ts'
import { createSpaceRole, deleteSpaceRole, listSpaceRoles, replaceSpaceRole, showSpaceRole } from './plans/roles.ts'

const json: VendorBody = { is: 'json', types: ['application/json', 'application/vnd.com.weegloo.v1+json'] }

const whole = { space: 'none', query: [], kept: false } as const
const mine = '/personal-access-tokens'

const ofAccount: readonly VendorRoute[] = [
  { ...whole, method: 'GET', path: '/me', operation: showAccount, plan: showMe },
  { ...whole, method: 'GET', path: '/spaces', operation: listSpaces, plan: listMySpaces },
  { ...whole, method: 'GET', path: mine, operation: listPersonalTokens, plan: listPersonal },
  { ...whole, method: 'POST', path: mine, body: json, operation: createPersonalToken, plan: createPersonal },
  { ...whole, method: 'GET', path: `${mine}/{token}`, operation: showPersonalToken, plan: showPersonal },
  { ...whole, method: 'DELETE', path: `${mine}/{token}`, operation: deletePersonalToken, plan: deletePersonal },
]

const inSpace = { space: inPath, query: [], kept: false } as const
const space = '/spaces/{space}'
const tokens = `${space}/delivery-access-tokens`
const roles = `${space}/space-roles`

const ofSpace: readonly VendorRoute[] = [
  { ...inSpace, method: 'GET', path: space, operation: showSpace, plan: showOneSpace },
  { ...inSpace, method: 'GET', path: tokens, operation: listTokens, plan: listDeliveryTokens },
  { ...inSpace, method: 'POST', path: tokens, body: json, operation: createToken, plan: createDeliveryToken },
  { ...inSpace, method: 'GET', path: `${tokens}/{token}`, operation: showToken, plan: showDeliveryToken },
  {
    ...inSpace,
    method: 'PUT',
    path: `${tokens}/{token}`,
    body: json,
    operation: updateToken,
    plan: updateDeliveryToken,
  },
  { ...inSpace, method: 'DELETE', path: `${tokens}/{token}`, operation: deleteToken, plan: deleteDeliveryToken },
  { ...inSpace, method: 'GET', path: roles, operation: listRoles, plan: listSpaceRoles },
  { ...inSpace, method: 'POST', path: roles, body: json, operation: createRole, plan: createSpaceRole },
  { ...inSpace, method: 'GET', path: `${roles}/{role}`, operation: showRole, plan: showSpaceRole },
  { ...inSpace, method: 'PUT', path: `${roles}/{role}`, body: json, operation: updateRole, plan: replaceSpaceRole },
  { ...inSpace, method: 'DELETE', path: `${roles}/{role}`, operation: deleteRole, plan: deleteSpaceRole },
]

const contents = `${space}/contents`
const types = `${space}/content-types`
const ofType = `${types}/{type}/contents`
const medias = `${space}/medias`

const ofContent: readonly VendorRoute[] = [
  { ...inSpace, method: 'GET', path: types, operation: listContentTypes, plan: listTypes },
  { ...inSpace, method: 'GET', path: `${types}/{type}`, operation: showContentType, plan: showType },
  // Parameters name fields: the plan refuses those that it does not know.
  { ...inSpace, method: 'GET', path: contents, query: null, operation: listEntries, plan: listContents },
  { ...inSpace, method: 'GET', path: `${contents}/{content}`, operation: showEntry, plan: showContent },
  { ...inSpace, method: 'DELETE', path: `${contents}/{content}`, operation: deleteEntry, plan: deleteContent },
  { ...inSpace, method: 'POST', path: ofType, body: json, operation: createEntry, plan: createContent },
  {
    ...inSpace,
    method: 'PUT',
    path: `${ofType}/{content}`,
    body: json,
    operation: replaceEntry,
    plan: replaceContent,
  },
  {
    ...inSpace,
    method: 'PATCH',
    path: `${ofType}/{content}`,
    body: jsonPatchBody,
    operation: replaceEntry,
    plan: patchContent,
  },
  // [?] The vendor's documents name no address for what follows: the verb behind the thing.
  { ...inSpace, method: 'PUT', path: `${contents}/{content}/publish`, operation: publishEntry, plan: publishContent },
  {
    ...inSpace,
    method: 'PUT',
    path: `${contents}/{content}/unpublish`,
    operation: unpublishEntry,
    plan: unpublishContent,
  },
  { ...inSpace, method: 'PUT', path: `${contents}/{content}/archive`, operation: archiveEntry, plan: archiveContent },
  {
    ...inSpace,
    method: 'PUT',
    path: `${contents}/{content}/unarchive`,
    operation: updateEntry,
    plan: unarchiveContent,
  },
  { ...inSpace, method: 'GET', path: medias, query: mediaParameters, operation: listAssets, plan: listMedias },
  { ...inSpace, method: 'GET', path: `${medias}/{media}`, operation: showAsset, plan: showMedia },
  { ...inSpace, method: 'DELETE', path: `${medias}/{media}`, operation: deleteAsset, plan: deleteMedia },
  { ...inSpace, method: 'PUT', path: `${medias}/{media}/publish`, operation: publishAsset, plan: publishMedia },
  { ...inSpace, method: 'PUT', path: `${medias}/{media}/unpublish`, operation: unpublishAsset, plan: unpublishMedia },
]

/** What manages a space, and the account that does. */
export const management: VendorSurface = {
  ...common,
  prefix: '/cma/v1',
  credentials: managing,
  routes: [...ofAccount, ...ofSpace, ...ofContent].map((route) => ({ ...route, plan: forAccepting(route.plan) })),
  origins: 'none',
}
