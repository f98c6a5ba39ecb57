import { accountImplementations } from './features/account/handlers.ts'
import { activityImplementations } from './features/activity/handlers.ts'
import { aliasImplementations } from './features/branches/alias-handlers.ts'
import { assertionImplementations } from './features/assertions/handlers.ts'
import { branchImplementations } from './features/branches/handlers.ts'
import { commentImplementations } from './features/comments/handlers.ts'
import { backupImplementations } from './features/backups/handlers.ts'
import { contentTypeImplementations } from './features/content-types/handlers.ts'
import { deliveredDatasourceImplementations } from './features/datasources/delivery-handlers.ts'
import { datasourceEntryImplementations } from './features/datasources/entry-handlers.ts'
import { datasourceImplementations } from './features/datasources/handlers.ts'
import { assetCategoryImplementations } from './features/asset-categories/handlers.ts'
import { assetImplementations } from './features/assets/handlers.ts'
import { assetTrashImplementations } from './features/asset-trash/handlers.ts'
import { assetUploadImplementations } from './features/asset-uploads/handlers.ts'
import { deliveredAssetImplementations } from './features/delivery-assets/handlers.ts'
import { deliveredChangeImplementations } from './features/delivery-changes/handlers.ts'
import { deliveredSpaceImplementations } from './features/delivery-space/handlers.ts'
import { dashboardImplementations } from './features/dashboard/handlers.ts'
import { deliveryImplementations } from './features/delivery/handlers.ts'
import { declaredTagImplementations } from './features/declared-tags/handlers.ts'
import { decisionImplementations } from './features/decisions/handlers.ts'
import { dialectImplementations } from './features/dialects/handlers.ts'
import { slicedEntryImplementations } from './features/entries/bulk.ts'
import { entryImplementations } from './features/entries/handlers.ts'
import { listEntriesImplementation } from './features/entries/list-handler.ts'
import { entryAccessImplementations } from './features/entry-access/handlers.ts'
import { exposureImplementations } from './features/exposure/handlers.ts'
import { environmentImplementations } from './features/environments/handlers.ts'
import { factorImplementations } from './features/factors/handlers.ts'
import { publicLeakReportImplementations } from './features/leak-reports/handlers.ts'
import { localeImplementations } from './features/locales/handlers.ts'
import { memberImplementations } from './features/members/handlers.ts'
import { invitationImplementations } from './features/invitations/handlers.ts'
import { publicInvitationImplementations } from './features/invitations/link-handlers.ts'
import { organizationInvitationImplementations } from './features/invitations/organization-handlers.ts'
import { ownInvitationImplementations } from './features/invitations/own-handlers.ts'
import { oauthImplementations, publicOauthImplementations } from './features/oauth/handlers.ts'
import { organizationMemberImplementations } from './features/organization-members/handlers.ts'
import { organizationSpaceImplementations } from './features/organization-spaces/handlers.ts'
import { organizationImplementations } from './features/organizations/handlers.ts'
import { publishRequestImplementations } from './features/publish-requests/handlers.ts'
import { revisionImplementations } from './features/revisions/handlers.ts'
import { restoreRevisionImplementation } from './features/revisions/restore.ts'
import { releaseImplementations } from './features/releases/handlers.ts'
import { releaseItemImplementations } from './features/releases/item-handlers.ts'
import { roleImplementations } from './features/roles/handlers.ts'
import { scheduleImplementations } from './features/schedules/handlers.ts'
import { serviceImplementations } from './features/service/handlers.ts'
import { publicSessionImplementations, sessionImplementations } from './features/session/handlers.ts'
import { sandboxImplementations } from './features/spaces/sandbox-handlers.ts'
import { recoveryImplementations } from './features/recovery/handlers.ts'
import { sessionListImplementations } from './features/session/session-list-handlers.ts'
import { loginImplementations } from './features/session/login-handlers.ts'
import { connectionImplementations, domainImplementations } from './features/single-sign-on/handlers.ts'
import { singleSignOnImplementations } from './features/single-sign-on/sign-in-handlers.ts'
import { spaceImplementations } from './features/spaces/handlers.ts'
import { slicedTrashImplementations } from './features/trash/empty.ts'
import { trashImplementations } from './features/trash/handlers.ts'
import { tagImplementations } from './features/tags/handlers.ts'
import { tokenPolicyImplementations } from './features/token-policy/handlers.ts'
import { installationTokenImplementations } from './features/tokens/installation-handlers.ts'
import { tokenImplementations } from './features/tokens/handlers.ts'
import { tokenUsageImplementations } from './features/token-usage/handlers.ts'
import { personalTokenImplementations } from './features/tokens/personal-handlers.ts'
import { typeGroupImplementations } from './features/type-groups/handlers.ts'
import { typePresetImplementations } from './features/type-presets/handlers.ts'
import { updateImplementations } from './features/updates/handlers.ts'
import { userImplementations } from './features/users/handlers.ts'
import { webhookDeliveryImplementations } from './features/webhooks/delivery-handlers.ts'
import { webhookImplementations } from './features/webhooks/handlers.ts'
import type { Implementation, PublicImplementation, SlicedImplementation } from './pipeline/implementation.ts'

/** The behaviour of every operation that needs a caller. */
export const implementations: readonly Implementation[] = [
  ...accountImplementations,
  ...activityImplementations,
  ...aliasImplementations,
  ...assertionImplementations,
  ...branchImplementations,
  ...backupImplementations,
  ...commentImplementations,
  ...contentTypeImplementations,
  ...typeGroupImplementations,
  ...typePresetImplementations,
  ...declaredTagImplementations,
  ...datasourceImplementations,
  ...datasourceEntryImplementations,
  ...deliveredDatasourceImplementations,
  ...assetCategoryImplementations,
  ...assetImplementations,
  ...assetTrashImplementations,
  ...assetUploadImplementations,
  ...deliveredAssetImplementations,
  ...dashboardImplementations,
  ...deliveryImplementations,
  ...exposureImplementations,
  ...entryAccessImplementations,
  ...deliveredChangeImplementations,
  ...deliveredSpaceImplementations,
  ...decisionImplementations,
  ...dialectImplementations,
  ...entryImplementations,
  listEntriesImplementation,
  ...environmentImplementations,
  ...factorImplementations,
  ...localeImplementations,
  ...memberImplementations,
  ...oauthImplementations,
  ...organizationImplementations,
  ...organizationMemberImplementations,
  ...organizationSpaceImplementations,
  ...connectionImplementations,
  ...domainImplementations,
  ...tokenPolicyImplementations,
  ...invitationImplementations,
  ...organizationInvitationImplementations,
  ...ownInvitationImplementations,
  ...personalTokenImplementations,
  restoreRevisionImplementation,
  ...revisionImplementations,
  ...releaseImplementations,
  ...releaseItemImplementations,
  ...roleImplementations,
  ...sessionImplementations,
  ...sessionListImplementations,
  ...spaceImplementations,
  ...sandboxImplementations,
  ...tagImplementations,
  ...tokenImplementations,
  ...installationTokenImplementations,
  ...tokenUsageImplementations,
  ...trashImplementations,
  ...scheduleImplementations,
  ...publishRequestImplementations,
  ...updateImplementations,
  ...userImplementations,
  ...webhookImplementations,
  ...webhookDeliveryImplementations,
]

/** The behaviour of every operation that anyone may call. */
export const publicImplementations: readonly PublicImplementation[] = [
  ...publicSessionImplementations,
  ...publicInvitationImplementations,
  ...loginImplementations,
  ...publicOauthImplementations,
  ...publicLeakReportImplementations,
  ...singleSignOnImplementations,
  ...recoveryImplementations,
  ...serviceImplementations,
]

/** The behaviour of every operation that writes many things, each decided by itself. */
export const slicedImplementations: readonly SlicedImplementation[] = [
  ...slicedEntryImplementations,
  ...slicedTrashImplementations,
]
