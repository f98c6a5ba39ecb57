import * as account from './account/operations.ts'
import * as activity from './activity/operations.ts'
import * as branches from './branches/operations.ts'
import * as backups from './backups/operations.ts'
import * as comments from './comments/operations.ts'
import * as assertions from './assertions/operations.ts'
import * as assetCategories from './asset-categories/operations.ts'
import * as assets from './assets/operations.ts'
import * as assetTrash from './asset-trash/operations.ts'
import * as assetUploads from './asset-uploads/operations.ts'
import * as contentTypes from './content-types/operations.ts'
import * as dashboard from './dashboard/operations.ts'
import * as datasources from './datasources/operations.ts'
import * as declaredTags from './declared-tags/operations.ts'
import * as decisions from './decisions/operations.ts'
import * as delivery from './delivery/operations.ts'
import * as deliveryAssets from './delivery-assets/operations.ts'
import * as deliveryChanges from './delivery-changes/operations.ts'
import * as deliverySpace from './delivery-space/operations.ts'
import * as dialects from './dialects/operations.ts'
import * as entries from './entries/operations.ts'
import * as entryAccess from './entry-access/operations.ts'
import * as exposure from './exposure/operations.ts'
import * as environments from './environments/operations.ts'
import * as invitations from './invitations/operations.ts'
import * as factors from './factors/operations.ts'
import * as installationTokens from './installation-tokens/operations.ts'
import * as leakReports from './leak-reports/operations.ts'
import * as locales from './locales/operations.ts'
import * as members from './members/operations.ts'
import type { Operation } from './operation.ts'
import * as oauth from './oauth/operations.ts'
import * as organizationMembers from './organization-members/operations.ts'
import * as organizationSpaces from './organization-spaces/operations.ts'
import * as organizations from './organizations/operations.ts'
import * as revisions from './revisions/operations.ts'
import * as publishRequests from './publish-requests/operations.ts'
import * as releases from './releases/operations.ts'
import * as recovery from './recovery/operations.ts'
import * as roles from './roles/operations.ts'
import * as schedules from './schedules/operations.ts'
import * as service from './service/operations.ts'
import * as session from './session/operations.ts'
import * as singleSignOn from './single-sign-on/operations.ts'
import * as spaces from './spaces/operations.ts'
import * as tags from './tags/operations.ts'
import * as tokenPolicy from './token-policy/operations.ts'
import * as tokens from './tokens/operations.ts'
import * as trash from './trash/operations.ts'
import * as typeGroups from './type-groups/operations.ts'
import * as typePresets from './type-presets/operations.ts'
import * as updates from './updates/operations.ts'
import * as users from './users/operations.ts'
import * as webhooks from './webhooks/operations.ts'

const folders = {
  session,
  account,
  factors,
  recovery,
  users,
  organizations,
  organizationMembers,
  organizationSpaces,
  singleSignOn,
  tokenPolicy,
  invitations,
  spaces,
  environments,
  branches,
  locales,
  roles,
  members,
  contentTypes,
  typeGroups,
  typePresets,
  declaredTags,
  entries,
  revisions,
  entryAccess,
  trash,
  tags,
  schedules,
  publishRequests,
  comments,
  datasources,
  releases,
  assetCategories,
  assets,
  assetUploads,
  assetTrash,
  tokens,
  installationTokens,
  assertions,
  oauth,
  leakReports,
  exposure,
  webhooks,
  decisions,
  activity,
  dashboard,
  backups,
  updates,
  delivery,
  deliverySpace,
  deliveryAssets,
  deliveryChanges,
  dialects,
  service,
}

/** What the folders export, for types that are derived from all operations. */
export type Folders = typeof folders

/** Every operation of the API, once: resource by resource as above, and by id within a resource. */
export const operations: readonly Operation[] = Object.values(folders).flatMap((folder) => {
  const exported: unknown[] = Object.values(folder)
  // The order of a module's exports is the loader's own: Node sorts them, bundlers keep that of the text.
  return exported.filter(isOperation).toSorted((one, other) => (one.id < other.id ? -1 : 1))
})

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'fullPath' in value && 'callers' in value
}
