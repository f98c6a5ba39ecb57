import { listDeliveredTypes, showDeliveredType } from '@latchkey/contract/delivery/operations'
import { listDeliveredAssets, showDeliveredAsset } from '@latchkey/contract/delivery-assets/operations'
import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { VendorRoute, VendorSurface } from '@latchkey/dialect-kit/dialect'
import { forAccepting } from './media-type.ts'
import { common, inPath, reading } from './places.ts'
import { listReadTypes, showReadType } from './plans/content-types.ts'
import { mediaParameters } from './plans/medias.ts'
import { readContent, readContents, readMedia, readMedias } from './plans/read.ts'

const read = { method: 'GET', space: inPath, kept: true } as const

// https://docs.weegloo.com, read 2026-11
const routes: readonly VendorRoute[] = [
  // Parameters name fields: the plan refuses those that it does not know.
  { ...read, path: '/spaces/{space}/contents', query: null, operation: listDeliveredItems, plan: readContents },
  {
    ...read,
    path: '/spaces/{space}/contents/{content}',
    query: ['locale'],
    operation: listDeliveredItems,
    plan: readContent,
  },
  { ...read, path: '/spaces/{space}/medias', query: mediaParameters, operation: listDeliveredAssets, plan: readMedias },
  { ...read, path: '/spaces/{space}/medias/{media}', query: [], operation: showDeliveredAsset, plan: readMedia },
  { ...read, path: '/spaces/{space}/content-types', query: [], operation: listDeliveredTypes, plan: listReadTypes },
  {
    ...read,
    path: '/spaces/{space}/content-types/{type}',
    query: [],
    operation: showDeliveredType,
    plan: showReadType,
  },
]

/** What is published, for sites. */
export const delivery: VendorSurface = {
  ...common,
  prefix: '/cda/v1',
  credentials: reading,
  routes: routes.map((route) => ({ ...route, plan: forAccepting(route.plan) })),
  origins: 'any',
}
