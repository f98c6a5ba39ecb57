/*
 * The scopes that the vendor has, by resource, as its schema of a new token lists them: `wegnology-rest` 2.12.5, read 2026-11.
 * Every resource has `.*` besides. What of it exists here, `rows.ts` says.
 */

/** Scopes that stand for many. */
export const vendorPresets = [
  'all.User',
  'all.User.read',
  'all.User.cli',
  'all.Organization',
  'all.Organization.read',
  'all.Instance',
  'all.Instance.read',
  'all.Application',
  'all.Application.read',
  'all.Application.cli',
  'all.Device',
  'all.Device.read',
] as const

const actionsByResource: Readonly<Record<string, string>> = {
  application:
    'applyTemplate archiveData backfillArchiveData clone debug delete deviceCounts export fullDataTablesArchive fullEventsArchive get import mqttPublishMessage mqttSubscriptionStream notebookMinuteCounts patch payloadCounts search',
  applicationApiToken: 'delete get patch',
  applicationApiTokens: 'get post',
  applicationCertificate: 'delete get patch',
  applicationCertificateAuthorities: 'get post',
  applicationCertificateAuthority: 'delete get patch',
  applicationCertificates: 'get post',
  applicationDashboard: 'delete get patch sendReport',
  applicationDashboards: 'get post',
  applicationKey: 'delete get patch',
  applicationKeys: 'get post',
  applicationTemplate: 'get',
  applicationTemplates: 'get getCategories getUniqueKeywords',
  applications: 'detailedSummary get import post',
  auditLog: 'get',
  auditLogs: 'get',
  dashboard: 'delete patch sendReport',
  dashboards: 'get post',
  data: 'export lastValueQuery timeSeriesQuery',
  dataTable: 'addColumn delete get patch removeColumn',
  dataTableRow: 'delete get patch',
  dataTableRows: 'delete export get post query truncate',
  dataTables: 'get post',
  device:
    'commandStream debug delete export get getCommand getCompositeState getLogEntries getState patch payloadCounts removeData sendCommand sendState setConnectionStatus stateStream',
  deviceRecipe: 'bulkCreate delete get patch',
  deviceRecipes: 'get post',
  devices:
    'attributeNames delete detailedSummary deviceNames export get patch payloadCounts post removeData sendCommand tagKeys tagValues',
  edgeDeployment: 'get',
  edgeDeployments: 'get release remove replace',
  embeddedDeployment: 'get',
  embeddedDeployments: 'export get release remove replace',
  event: 'delete get patch',
  events: 'delete export get mostRecentBySeverity patch post',
  experience: 'bootstrap delete',
  experienceDomain: 'delete get patch',
  experienceDomains: 'get post',
  experienceEndpoint: 'delete get linkedResources patch',
  experienceEndpoints: 'get post stats',
  experienceGroup: 'delete get patch',
  experienceGroups: 'detailedSummary get post',
  experienceSlug: 'delete get patch',
  experienceSlugs: 'get post',
  experienceUser: 'delete get patch',
  experienceUsers: 'detailedSummary get post',
  experienceVersion: 'delete get patch',
  experienceVersions: 'get post',
  experienceView: 'debug delete get linkedResources patch',
  experienceViews: 'debug detailedSummary get post',
  file: 'delete get move patch upload',
  files: 'get post',
  flow: 'clearStorageEntries debug delete errors get getStorageEntries getStorageEntriesMetadata log patch pressVirtualButton setStorageEntry stats',
  flowVersion: 'delete errors get log patch stats',
  flowVersions: 'delete get post',
  flows: 'get getByVersion import palette post',
  instance: 'deviceCounts generateReport get historicalSummaries notebookMinuteCounts patch',
  instanceApiToken: 'delete get patch',
  instanceApiTokens: 'get post',
  instanceCustomNode: 'delete errors get patch stats',
  instanceCustomNodes: 'get post',
  instanceMember: 'delete get patch',
  instanceMembers: 'get post',
  instanceOrg: 'delete deviceCounts get notebookMinuteCounts patch',
  instanceOrgInvite: 'delete get resendInvite',
  instanceOrgInvites: 'get post',
  instanceOrgMember: 'delete get patch',
  instanceOrgMembers: 'get post',
  instanceOrgs: 'get post',
  instanceSandbox: 'delete get undelete',
  instanceSandboxes: 'get',
  instances: 'get',
  integration: 'delete get patch',
  integrations: 'get post',
  me: 'addRecentItem changePassword connectGithub delete deviceCounts disableTwoFactorAuth disconnectGithub enableTwoFactorAuth fetchRecentItems generateTwoFactorAuth get notebookMinuteCounts patch payloadCounts transferResources verifyEmail',
  notebook: 'delete execute get logs notebookMinuteCounts patch requestInputDataExport upload',
  notebooks: 'get post',
  org: 'chargeDetails currentCard delete deviceCounts get inviteMember invoices modifyMember notebookMinuteCounts patch payloadCounts pendingInvites removeMember revokeInvite transferResources',
  orgs: 'get post',
  resourceJob: 'cancelExecution delete execute get logs patch',
  resourceJobs: 'get post',
  userApiToken: 'delete get patch',
  userApiTokens: 'get post',
  webhook: 'delete get patch',
  webhooks: 'get post',
}

/** The actions of each resource: `{ userApiToken: ['delete', 'get', 'patch'] }`. */
export const vendorResources: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(actionsByResource).map(([resource, actions]) => [resource, actions.split(' ')]),
)

/** Whether the vendor knows the scope. */
export function isVendorScope(scope: string): boolean {
  if (vendorPresets.some((preset) => preset === scope)) return true
  const [resource = '', action = ''] = scope.split('.')
  const actions = vendorResources.get(resource)
  return actions !== undefined && `${resource}.${action}` === scope && (action === '*' || actions.includes(action))
}
