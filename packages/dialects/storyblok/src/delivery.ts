import { listDeliveredDatasources, showDeliveredDatasource } from '@latchkey/contract/datasources/operations'
import { signDeliveredFile } from '@latchkey/contract/delivery-assets/operations'
import { listDeliveredItems, listDeliveredTags, showDeliveredSpace } from '@latchkey/contract/delivery-space/operations'
import type { VendorRoute, VendorSurface } from '@latchkey/dialect-kit/dialect'
import { showAsset } from './plans/asset.ts'
import { listDatasourceEntries, listDatasources, showDatasource } from './plans/datasources.ts'
import { listLinks, showLink } from './plans/links.ts'
import { showingParameters } from './plans/show-stories.ts'
import { listTags, showSpace } from './plans/space.ts'
import { listStories, showStory } from './plans/stories.ts'
import { deliveryKinds } from './presets.ts'
import { answerDeliveryRefusal } from './problems.ts'
import { readingParameters } from './to-input/reading.ts'
import { selectionParameters } from './to-input/story-list.ts'

const paging = ['page', 'per_page'] as const
const read = { method: 'GET', space: 'own', kept: true } as const

// https://www.storyblok.com/docs/api/content-delivery/v2, read 2026-11
const routes: readonly VendorRoute[] = [
  // Clients say the version everywhere, also where it means nothing.
  { ...read, path: '/spaces/me', query: readingParameters, operation: showDeliveredSpace, plan: showSpace },
  {
    ...read,
    path: '/stories',
    query: [...readingParameters, ...showingParameters, ...selectionParameters, ...paging],
    operation: listDeliveredItems,
    plan: listStories,
  },
  {
    ...read,
    path: '/stories/{story+}',
    query: [...readingParameters, ...showingParameters, 'find_by', 'content_type'],
    operation: listDeliveredItems,
    plan: showStory,
  },
  {
    ...read,
    path: '/links',
    query: [...readingParameters, ...paging, 'starts_with', 'by_uuid', 'include_dates', 'paginated'],
    operation: listDeliveredItems,
    plan: listLinks,
  },
  { ...read, path: '/links/{link}', query: readingParameters, operation: listDeliveredItems, plan: showLink },
  {
    ...read,
    path: '/tags',
    query: [...readingParameters, 'starts_with'],
    operation: listDeliveredTags,
    plan: listTags,
  },
  {
    ...read,
    path: '/datasources',
    query: [...readingParameters, ...paging],
    operation: listDeliveredDatasources,
    plan: listDatasources,
  },
  {
    ...read,
    path: '/datasources/{datasource}',
    query: readingParameters,
    operation: listDeliveredDatasources,
    plan: showDatasource,
  },
  {
    ...read,
    path: '/datasource_entries',
    query: [...readingParameters, ...paging, 'datasource', 'dimension'],
    operation: showDeliveredDatasource,
    plan: listDatasourceEntries,
  },
  // A signed URL is nobody else's.
  {
    ...read,
    kept: false,
    path: '/assets/me',
    query: [...readingParameters, 'filename'],
    operation: signDeliveredFile,
    plan: showAsset,
  },
]

/** The content delivery API, version 2. */
export const delivery: VendorSurface = {
  prefix: '/v2/cdn',
  credentials: [{ in: 'query', parameter: 'token', kinds: deliveryKinds }],
  routes,
  answerRefusal: answerDeliveryRefusal,
  origins: 'any',
  exposes: ['total', 'per-page'],
}
