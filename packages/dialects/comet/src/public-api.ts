import {
  createAssetCategory,
  deleteAssetCategory,
  updateAssetCategory,
} from '@latchkey/contract/asset-categories/operations'
import { deleteAsset, listAssets, showAsset, updateAsset, uploadAsset } from '@latchkey/contract/assets/operations'
import { createContentType, deleteContentType, updateContentType } from '@latchkey/contract/content-types/operations'
import { listDeliveredTypes, showDeliveredType } from '@latchkey/contract/delivery/operations'
import { createEntry, deleteEntry, listEntries, showEntry, updateEntry } from '@latchkey/contract/entries/operations'
import { health } from '@latchkey/contract/service/operations'
import { jsonBody } from '@latchkey/dialect-kit/body'
import type { CredentialPlace, VendorRoute, VendorSurface } from '@latchkey/dialect-kit/dialect'
import {
  createContent,
  deleteContent,
  listContent,
  readingParameters,
  showContent,
  updateContent,
} from './plans/content.ts'
import { createType, deleteType, listTypes, showType, updateType } from './plans/content-types.ts'
import { showHealth } from './plans/health.ts'
import {
  deleteMedia,
  findFile,
  listMedia,
  putBulkVisibility,
  putCategory,
  putMeta,
  putVisibility,
  uploadMedia,
} from './plans/media.ts'
import { createCategory, deleteCategory, renameCategory } from './plans/media-categories.ts'
import { askForWorkspace } from './plans/workspace-required.ts'
import { answerRefusal } from './problems.ts'
import { selectionParameters } from './to-input/entry-list.ts'
import { windowParameters } from './to-input/window.ts'

/** The vendor's tokens carry grants, and so do ours of this kind. */
const bearer: CredentialPlace = { in: 'header', header: 'authorization', schemes: ['Bearer'], kinds: ['api'] }
const surface = { credentials: [bearer], answerRefusal, origins: 'any', exposes: [] } as const

const inWorkspace = {
  kept: false,
  query: [],
  space: { in: 'path', parameter: 'workspace', read: (text: string) => text },
} as const
const get = { ...inWorkspace, method: 'GET' } as const
const put = { ...inWorkspace, method: 'PUT', body: jsonBody } as const
const post = { ...inWorkspace, method: 'POST', body: jsonBody } as const
const remove = { ...inWorkspace, method: 'DELETE' } as const

const list = [...windowParameters, ...selectionParameters, ...readingParameters]
// Its parts are joined by a slash, which a client may or may not encode.
const category = '/{workspace}/media/categories/{category+}'
const entry = '/{workspace}/content/{type}/{entry+}'

// https://cometcms.github.io/CometCMS/api/public-api.html, read 2026-11
const routes: readonly VendorRoute[] = [
  { ...get, space: 'none', caller: 'anyone', path: '/{workspace}/health', operation: health, plan: showHealth },

  { ...get, path: '/{workspace}/content-types', operation: listDeliveredTypes, plan: listTypes },
  { ...post, path: '/{workspace}/content-types', operation: createContentType, plan: createType },
  { ...get, path: '/{workspace}/content-types/{type}', operation: showDeliveredType, plan: showType },
  { ...put, path: '/{workspace}/content-types/{type}', operation: updateContentType, plan: updateType },
  { ...remove, path: '/{workspace}/content-types/{type}', operation: deleteContentType, plan: deleteType },

  { ...get, query: list, path: '/{workspace}/content/{type}', operation: listEntries, plan: listContent },
  { ...post, path: '/{workspace}/content/{type}', operation: createEntry, plan: createContent },
  { ...get, query: readingParameters, path: entry, operation: showEntry, plan: showContent },
  { ...put, path: entry, operation: updateEntry, plan: updateContent },
  { ...put, method: 'PATCH', path: entry, operation: updateEntry, plan: updateContent },
  { ...remove, path: entry, operation: deleteEntry, plan: deleteContent },

  {
    ...get,
    query: [...windowParameters, 'q', 'category'],
    path: '/{workspace}/media',
    operation: listAssets,
    plan: listMedia,
  },
  {
    ...post,
    body: { is: 'form', file: 'media[]' },
    path: '/{workspace}/media',
    operation: uploadAsset,
    plan: uploadMedia,
  },
  { ...post, path: '/{workspace}/media/categories', operation: createAssetCategory, plan: createCategory },
  { ...put, path: category, operation: updateAssetCategory, plan: renameCategory },
  { ...remove, path: category, operation: deleteAssetCategory, plan: deleteCategory },
  { ...put, path: '/{workspace}/media/bulk-visibility', operation: updateAsset, plan: putBulkVisibility },
  { ...put, path: '/{workspace}/media/{file}/meta', operation: updateAsset, plan: putMeta },
  { ...put, path: '/{workspace}/media/{file}/visibility', operation: updateAsset, plan: putVisibility },
  { ...put, path: '/{workspace}/media/{file}/category', operation: updateAsset, plan: putCategory },
  { ...remove, path: '/{workspace}/media/{file}', operation: deleteAsset, plan: deleteMedia },
]

/** The API for tokens, below a workspace. Its paths are none of ours, so that it stands at the root of the host, too. */
export const publicApi: VendorSurface = { ...surface, prefix: '/api/v1/workspaces', atRoot: true, routes }

/** The same paths without a workspace. */
export const withoutWorkspace: VendorSurface = {
  ...surface,
  prefix: '/api/v1',
  routes: (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => ({
    ...inWorkspace,
    ...(method !== 'GET' && method !== 'DELETE' && { body: jsonBody }),
    query: null,
    space: 'none',
    caller: 'anyone',
    method,
    path: '/{rest+}',
    operation: health,
    plan: askForWorkspace,
  })),
}

/** The addresses of files by their names, as the vendor has them. */
export const files: VendorSurface = {
  ...surface,
  prefix: '/media',
  routes: [{ ...get, query: null, path: '/{workspace}/{file}', operation: showAsset, plan: findFile }],
}
