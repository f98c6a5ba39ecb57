import {
  activatePersonalToken,
  createPersonalToken,
  deactivatePersonalToken,
  deletePersonalToken,
  listPersonalTokens,
  showAccount,
  showPersonalToken,
  updatePersonalToken,
} from '@latchkey/contract/account/operations'
import { listActivity } from '@latchkey/contract/activity/operations'
import {
  deleteAsset,
  downloadAsset,
  listAssets,
  replaceAssetFile,
  showAsset,
  updateAsset,
  uploadAsset,
} from '@latchkey/contract/assets/operations'
import {
  createOrganizationInvitation,
  listOrganizationInvitations,
  withdrawOrganizationInvitation,
} from '@latchkey/contract/invitations/operations'
import type { Operation } from '@latchkey/contract/operation'
import { removeOrganizationMember, updateOrganizationMember } from '@latchkey/contract/organization-members/operations'
import { createOrganizationSpace } from '@latchkey/contract/organization-spaces/operations'
import {
  createOrganization,
  listOrganizations,
  showOrganization,
  updateOrganization,
} from '@latchkey/contract/organizations/operations'
import { createSpace, listSpaces, showSpace, updateSpace } from '@latchkey/contract/spaces/operations'
import {
  activateToken,
  createToken,
  deactivateToken,
  deleteToken,
  listTokens,
  showToken,
  updateToken,
} from '@latchkey/contract/tokens/operations'
import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  showWebhook,
  updateWebhook,
} from '@latchkey/contract/webhooks/operations'

/** One scope of the vendor, and the operations of ours that it stands for. */
export interface ScopeRow {
  readonly scope: string
  readonly operations: readonly Operation[]
}

/**
 * The vendor's scopes of which the resource exists here. An operation is in one row at most, so that a list of operations
 * reads as the scopes that it was made from.
 */
export const scopeRows: readonly ScopeRow[] = [
  { scope: 'me.get', operations: [showAccount] },
  { scope: 'userApiTokens.get', operations: [listPersonalTokens] },
  { scope: 'userApiTokens.post', operations: [createPersonalToken] },
  { scope: 'userApiToken.get', operations: [showPersonalToken] },
  {
    scope: 'userApiToken.patch',
    operations: [updatePersonalToken, activatePersonalToken, deactivatePersonalToken],
  },
  { scope: 'userApiToken.delete', operations: [deletePersonalToken] },
  { scope: 'orgs.get', operations: [listOrganizations] },
  { scope: 'orgs.post', operations: [createOrganization] },
  { scope: 'org.get', operations: [showOrganization] },
  { scope: 'org.patch', operations: [updateOrganization] },
  { scope: 'org.pendingInvites', operations: [listOrganizationInvitations] },
  { scope: 'org.inviteMember', operations: [createOrganizationInvitation] },
  { scope: 'org.revokeInvite', operations: [withdrawOrganizationInvitation] },
  { scope: 'org.modifyMember', operations: [updateOrganizationMember] },
  { scope: 'org.removeMember', operations: [removeOrganizationMember] },
  { scope: 'applications.get', operations: [listSpaces] },
  { scope: 'applications.post', operations: [createSpace, createOrganizationSpace] },
  { scope: 'application.get', operations: [showSpace] },
  { scope: 'application.patch', operations: [updateSpace] },
  { scope: 'applicationApiTokens.get', operations: [listTokens] },
  { scope: 'applicationApiTokens.post', operations: [createToken] },
  { scope: 'applicationApiToken.get', operations: [showToken] },
  { scope: 'applicationApiToken.patch', operations: [updateToken, activateToken, deactivateToken] },
  { scope: 'applicationApiToken.delete', operations: [deleteToken] },
  { scope: 'files.get', operations: [listAssets] },
  { scope: 'files.post', operations: [uploadAsset] },
  { scope: 'file.get', operations: [showAsset, downloadAsset] },
  { scope: 'file.patch', operations: [updateAsset] },
  { scope: 'file.upload', operations: [replaceAssetFile] },
  { scope: 'file.delete', operations: [deleteAsset] },
  { scope: 'webhooks.get', operations: [listWebhooks] },
  { scope: 'webhooks.post', operations: [createWebhook] },
  { scope: 'webhook.get', operations: [showWebhook] },
  { scope: 'webhook.patch', operations: [updateWebhook] },
  { scope: 'webhook.delete', operations: [deleteWebhook] },
  { scope: 'auditLogs.get', operations: [listActivity] },
]
