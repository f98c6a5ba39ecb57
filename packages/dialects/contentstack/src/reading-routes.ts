import { listDeliveredAssets, showDeliveredAsset } from '@latchkey/contract/delivery-assets/operations'
import { listChanges } from '@latchkey/contract/delivery-changes/operations'
import { listDeliveredTypes, showDeliveredType } from '@latchkey/contract/delivery/operations'
import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { VendorRoute } from '@latchkey/dialect-kit/dialect'
import * as deliveredAssets from './plans/delivery/assets.ts'
import * as deliveredTypes from './plans/delivery/content-types.ts'
import * as deliveredEntries from './plans/delivery/entries.ts'
import { synchronise } from './plans/delivery/sync.ts'
import * as assets from './plans/management/assets.ts'
import * as contentTypes from './plans/management/content-types.ts'
import * as entries from './plans/management/entries.ts'
import { refuseUnsupported } from './refuse.ts'
import { byToken, inStack, stack } from './stack.ts'

// Clients send parameters from earlier questions along: what a route does not know is passed over, as the vendor does.
const read = { method: 'GET', space: stack, query: null, kept: true } as const

/** What both APIs read, https://www.contentstack.com/docs/developers/apis/content-delivery-api, read 2026-11. */
export const readingRoutes: readonly VendorRoute[] = [
  {
    ...read,
    path: '/content_types',
    operation: listDeliveredTypes,
    plan: byToken({ delivered: deliveredTypes.listDeliveredShapes, managed: contentTypes.listManagedTypes }),
  },
  {
    ...read,
    path: '/content_types/{type}',
    operation: showDeliveredType,
    plan: byToken({ delivered: deliveredTypes.showDeliveredShape, managed: contentTypes.showManagedType }),
  },
  {
    ...read,
    path: '/content_types/{type}/entries',
    operation: listDeliveredItems,
    plan: byToken({ delivered: deliveredEntries.listDeliveredEntries, managed: entries.listManagedEntries }),
  },
  {
    ...read,
    path: '/content_types/{type}/entries/{entry}',
    operation: listDeliveredItems,
    plan: byToken({ delivered: deliveredEntries.showDeliveredEntry, managed: entries.showManagedEntry }),
  },
  {
    ...read,
    path: '/assets',
    operation: listDeliveredAssets,
    plan: byToken({ delivered: deliveredAssets.listDeliveredFiles, managed: assets.listManagedFiles }),
  },
  {
    ...read,
    path: '/assets/{asset}',
    operation: showDeliveredAsset,
    plan: byToken({ delivered: deliveredAssets.showDeliveredFile, managed: assets.showManagedFile }),
  },
  { ...read, path: '/stacks/sync', operation: listChanges, plan: inStack(synchronise) },
  // There are none, and none can be made.
  {
    ...read,
    path: '/global_fields',
    operation: listDeliveredTypes,
    plan: inStack(function* (request) {
      yield* byToken({ delivered: deliveredTypes.listDeliveredShapes, managed: contentTypes.listManagedTypes })(request)
      return { status: 200, body: { global_fields: [] } }
    }),
  },
  {
    ...read,
    path: '/taxonomies/{rest+}',
    operation: listDeliveredItems,
    // oxlint-disable-next-line require-yield -- it is refused whatever it asks.
    plan: inStack(function* () {
      throw refuseUnsupported('Taxonomies are')
    }),
  },
]
