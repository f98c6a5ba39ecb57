import {
  createPersonalToken,
  listPersonalTokens,
  revokePersonalToken,
  showAccount,
  updatePersonalToken,
} from '@latchkey/contract/account/operations'
import * as assetCategories from '@latchkey/contract/asset-categories/operations'
import * as assetUploads from '@latchkey/contract/asset-uploads/operations'
import * as assets from '@latchkey/contract/assets/operations'
import * as types from '@latchkey/contract/content-types/operations'
import * as internalTags from '@latchkey/contract/declared-tags/operations'
import * as datasources from '@latchkey/contract/datasources/operations'
import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import * as entries from '@latchkey/contract/entries/operations'
import type { Operation } from '@latchkey/contract/operation'
import * as releases from '@latchkey/contract/releases/operations'
import { showSession } from '@latchkey/contract/session/operations'
import * as spaces from '@latchkey/contract/spaces/operations'
import { listTags as listTagsOperation } from '@latchkey/contract/tags/operations'
import * as tokens from '@latchkey/contract/tokens/operations'
import * as groups from '@latchkey/contract/type-groups/operations'
import * as presets from '@latchkey/contract/type-presets/operations'
import { jsonBody } from '@latchkey/dialect-kit/body'
import type { SpacePlace, VendorRoute, VendorSurface } from '@latchkey/dialect-kit/dialect'
import { serialOf } from '@latchkey/dialect-kit/identifiers'
import { createApiKey, deleteApiKey, listApiKeys, updateApiKey } from './management/api-keys.ts'
import {
  createAssetFolder,
  deleteAssetFolder,
  listAssetFolders,
  showAssetFolder,
  updateAssetFolder,
} from './management/asset-folders.ts'
import { finishUpload, signUpload, uploadParameters } from './management/asset-uploads.ts'
import { assetListParameters, deleteAsset, listAssets, showAsset, updateAsset } from './management/assets.ts'
import {
  createComponentGroup,
  deleteComponentGroup,
  listComponentGroups,
  showComponentGroup,
  updateComponentGroup,
} from './management/component-groups.ts'
import { createPreset, deletePreset, listPresets, showPreset, updatePreset } from './management/component-presets.ts'
import {
  createComponent,
  deleteComponent,
  listComponents,
  showComponent,
  updateComponent,
} from './management/components.ts'
import {
  createDatasource,
  createDatasourceEntry,
  deleteDatasource,
  deleteDatasourceEntry,
  listDatasourceEntries,
  listDatasources,
  showDatasource,
  showDatasourceEntry,
  updateDatasource,
  updateDatasourceEntry,
} from './management/datasources.ts'
import {
  createInternalTag,
  deleteInternalTag,
  listInternalTags,
  showInternalTag,
  updateInternalTag,
} from './management/internal-tags.ts'
import {
  createToken,
  listTokens,
  renameToken,
  revokeToken,
  showScopes,
  validateToken,
} from './management/personal-tokens.ts'
import { answerManagementRefusal } from './management/problems.ts'
import { createRelease, deleteRelease, listReleases, showRelease, updateRelease } from './management/releases.ts'
import { createSpace, listSpaces, listTags, showSpace, showUser, updateSpace } from './management/spaces.ts'
import {
  createStory,
  deleteStory,
  listStories,
  publishStory,
  showStory,
  unpublishStory,
  updateStory,
} from './management/stories.ts'
import { selectionParameters } from './to-input/story-list.ts'

/** A route with the scope of the vendor that it needs; null: a token with scopes does not open it, whichever they are. */
type Row = readonly [scope: string | null, route: VendorRoute]

const inSpace: SpacePlace = { in: 'path', parameter: 'space', read: serialOf }
const paging = ['page', 'per_page'] as const
const none = { query: [], kept: false, space: 'none' } as const

/** A route of a space, below its number. */
function of(
  scope: string | null,
  method: VendorRoute['method'],
  path: string,
  operation: Operation,
  plan: VendorRoute['plan'],
  query: readonly string[] = [],
): Row {
  const body = method === 'POST' || method === 'PUT' || method === 'PATCH' ? { body: jsonBody } : {}
  return [
    scope,
    { method, path: `/spaces/{space}${path}`, query, kept: false, space: inSpace, operation, plan, ...body },
  ]
}

const one = '/{id}'
const component = '/components'
const folder = '/asset_folders'
const group = '/component_groups'
const preset = '/presets'
const internalTag = '/internal_tags'
const story = '/stories'
const place = ['lang', 'language', 'publish', 'force_update']

// https://www.storyblok.com/docs/api/management, read 2026-11
const rows: readonly Row[] = [
  ['users:read', { ...none, method: 'GET', path: '/users/me', operation: showAccount, plan: showUser }],
  [
    'spaces:read',
    { ...none, method: 'GET', path: '/spaces', query: ['search'], operation: spaces.listSpaces, plan: listSpaces },
  ],
  [
    'spaces:write',
    { ...none, method: 'POST', path: '/spaces', body: jsonBody, operation: spaces.createSpace, plan: createSpace },
  ],
  of('spaces:read', 'GET', '', spaces.showSpace, showSpace),
  of('spaces:write', 'PUT', '', spaces.updateSpace, updateSpace),

  of('stories:read', 'GET', story, listDeliveredItems, listStories, [
    ...selectionParameters,
    ...paging,
    'text_search',
    'search',
    'language',
  ]),
  of('stories:write', 'POST', story, entries.createEntry, createStory, place),
  of('stories:read', 'GET', story + one, listDeliveredItems, showStory, ['language', 'lang']),
  of('stories:write', 'PUT', story + one, entries.updateEntry, updateStory, place),
  of('stories:write', 'DELETE', story + one, entries.deleteEntry, deleteStory),
  of('stories:publish', 'GET', `${story + one}/publish`, entries.publishEntry, publishStory, ['lang']),
  of('stories:publish', 'GET', `${story + one}/unpublish`, entries.unpublishEntry, unpublishStory, ['lang']),

  of('components:read', 'GET', component, types.listContentTypes, listComponents, paging),
  of('components:write', 'POST', component, types.createContentType, createComponent),
  of('components:read', 'GET', component + one, types.listContentTypes, showComponent),
  of('components:write', 'PUT', component + one, types.updateContentType, updateComponent),
  of('components:write', 'DELETE', component + one, types.deleteContentType, deleteComponent),
  of('components:read', 'GET', group, groups.listTypeGroups, listComponentGroups, ['search', 'with_parent']),
  of('components:write', 'POST', group, groups.createTypeGroup, createComponentGroup),
  of('components:read', 'GET', group + one, groups.listTypeGroups, showComponentGroup),
  of('components:write', 'PUT', group + one, groups.updateTypeGroup, updateComponentGroup),
  of('components:write', 'DELETE', group + one, groups.deleteTypeGroup, deleteComponentGroup),
  of('components:read', 'GET', preset, presets.listTypePresets, listPresets, ['component_id']),
  of('components:write', 'POST', preset, presets.createTypePreset, createPreset),
  of('components:read', 'GET', preset + one, presets.listTypePresets, showPreset),
  of('components:write', 'PUT', preset + one, presets.updateTypePreset, updatePreset),
  of('components:write', 'DELETE', preset + one, presets.deleteTypePreset, deletePreset),
  of('components:read', 'GET', internalTag, internalTags.listTypeTags, listInternalTags, [
    ...paging,
    'by_object_type',
    'by_ids',
    'search',
    'with_assets_count',
  ]),
  of('components:write', 'POST', internalTag, internalTags.createTypeTag, createInternalTag),
  of('components:read', 'GET', internalTag + one, internalTags.listTypeTags, showInternalTag),
  of('components:write', 'PUT', internalTag + one, internalTags.renameTypeTag, updateInternalTag),
  of('components:write', 'PATCH', internalTag + one, internalTags.renameTypeTag, updateInternalTag),
  of('components:write', 'DELETE', internalTag + one, internalTags.deleteTypeTag, deleteInternalTag),

  of('datasources:read', 'GET', '/datasources', datasources.listDatasources, listDatasources, paging),
  of('datasources:write', 'POST', '/datasources', datasources.createDatasource, createDatasource),
  of('datasources:read', 'GET', `/datasources${one}`, datasources.listDatasources, showDatasource),
  of('datasources:write', 'PUT', `/datasources${one}`, datasources.updateDatasource, updateDatasource),
  of('datasources:write', 'PATCH', `/datasources${one}`, datasources.updateDatasource, updateDatasource),
  of('datasources:write', 'DELETE', `/datasources${one}`, datasources.deleteDatasource, deleteDatasource),
  of(
    'datasource_entries:read',
    'GET',
    '/datasource_entries',
    datasources.listDatasourceEntries,
    listDatasourceEntries,
    [...paging, 'datasource_id', 'datasource_slug', 'dimension'],
  ),
  of(
    'datasource_entries:write',
    'POST',
    '/datasource_entries',
    datasources.createDatasourceEntry,
    createDatasourceEntry,
  ),
  of(
    'datasource_entries:read',
    'GET',
    `/datasource_entries${one}`,
    datasources.listDatasourceEntries,
    showDatasourceEntry,
  ),
  of(
    'datasource_entries:write',
    'PUT',
    `/datasource_entries${one}`,
    datasources.updateDatasourceEntry,
    updateDatasourceEntry,
  ),
  of(
    'datasource_entries:write',
    'PATCH',
    `/datasource_entries${one}`,
    datasources.updateDatasourceEntry,
    updateDatasourceEntry,
  ),
  of(
    'datasource_entries:write',
    'DELETE',
    `/datasource_entries${one}`,
    datasources.deleteDatasourceEntry,
    deleteDatasourceEntry,
  ),

  of('tags:read', 'GET', '/tags', listTagsOperation, listTags, paging),

  of('asset_folders:read', 'GET', folder, assetCategories.listAssetCategories, listAssetFolders, [
    'search',
    'with_parent',
    'by_ids',
    'by_uuids',
  ]),
  of('asset_folders:write', 'POST', folder, assetCategories.createAssetCategory, createAssetFolder),
  of('asset_folders:read', 'GET', folder + one, assetCategories.listAssetCategories, showAssetFolder),
  of('asset_folders:write', 'PUT', folder + one, assetCategories.updateAssetCategory, updateAssetFolder),
  of('asset_folders:write', 'DELETE', folder + one, assetCategories.deleteAssetCategory, deleteAssetFolder, [
    'recursive',
  ]),

  of('assets:read', 'GET', '/assets', assets.listAssets, listAssets, [...paging, ...assetListParameters]),
  of('assets:write', 'POST', '/assets', assetUploads.createAssetUpload, signUpload, uploadParameters),
  of('assets:write', 'GET', `/assets${one}/finish_upload`, assetUploads.completeAssetUpload, finishUpload),
  of('assets:read', 'GET', `/assets${one}`, assets.listAssets, showAsset),
  of('assets:write', 'PUT', `/assets${one}`, assets.updateAsset, updateAsset),
  of('assets:write', 'PATCH', `/assets${one}`, assets.updateAsset, updateAsset),
  of('assets:write', 'DELETE', `/assets${one}`, assets.deleteAsset, deleteAsset),

  of('releases:read', 'GET', '/releases', releases.listReleases, listReleases, paging),
  of('releases:write', 'POST', '/releases', releases.createRelease, createRelease),
  of('releases:read', 'GET', `/releases${one}`, releases.listReleases, showRelease),
  of('releases:write', 'PUT', `/releases${one}`, releases.updateRelease, updateRelease),
  of('releases:write', 'DELETE', `/releases${one}`, releases.deleteRelease, deleteRelease),

  of(null, 'GET', '/api_keys', tokens.listTokens, listApiKeys),
  of(null, 'POST', '/api_keys', tokens.createToken, createApiKey),
  of(null, 'PUT', `/api_keys${one}`, tokens.updateToken, updateApiKey),
  of(null, 'DELETE', `/api_keys${one}`, tokens.deleteToken, deleteApiKey),

  [
    null,
    { ...none, method: 'GET', path: '/personal_access_tokens/metadata', operation: showSession, plan: showScopes },
  ],
  [
    null,
    {
      ...none,
      method: 'GET',
      path: '/personal_access_tokens',
      query: paging,
      operation: listPersonalTokens,
      plan: listTokens,
    },
  ],
  [
    null,
    {
      ...none,
      method: 'POST',
      path: '/personal_access_tokens',
      body: jsonBody,
      operation: createPersonalToken,
      plan: createToken,
    },
  ],
  [
    null,
    {
      ...none,
      method: 'PUT',
      path: '/personal_access_tokens/{id}',
      body: jsonBody,
      operation: updatePersonalToken,
      plan: renameToken,
    },
  ],
  [
    null,
    {
      ...none,
      method: 'DELETE',
      path: '/personal_access_tokens/{id}',
      operation: revokePersonalToken,
      plan: revokeToken,
    },
  ],
  [null, { ...none, method: 'GET', path: '/tokens/validate', operation: showSession, plan: validateToken }],
]

const scopes = new Map(rows.map(([scope, route]) => [route, scope]))

/** The management API, version 1. */
export const management: VendorSurface = {
  prefix: '/v1',
  credentials: [{ in: 'header', header: 'authorization', schemes: ['', 'Bearer'], kinds: ['personal', 'session'] }],
  routes: rows.map(([, route]) => route),
  answerRefusal: (refused, occasion) =>
    answerManagementRefusal(refused, occasion, occasion.route === null ? null : (scopes.get(occasion.route) ?? null)),
  origins: 'any',
  exposes: ['total', 'per-page'],
}
