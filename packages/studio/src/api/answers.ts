import type { ItemOf, Request, Result } from '@latchkey/client/operations'

// What the API answers, under the names that the studio speaks of.
export type Account = Result<'account.show'>
export type Space = ItemOf<'spaces.list'>
export type Token = ItemOf<'tokens.list'>
export type IssuedToken = Result<'tokens.create'>
export type TokenUsage = Result<'tokens.usage'>
export type Exposure = Result<'tokens.exposure'>
export type Member = ItemOf<'members.list'>
export type SpaceInvitation = ItemOf<'invitations.list'>
export type OwnInvitation = ItemOf<'account-invitations.list'>
export type Environment = ItemOf<'environments.list'>
export type Branch = ItemOf<'branches.list'>
export type Alias = ItemOf<'aliases.list'>
export type Locale = ItemOf<'locales.list'>
export type Webhook = ItemOf<'webhooks.list'>
export type WebhookDelivery = ItemOf<'webhook-deliveries.list'>
export type NewWebhook = NonNullable<Request<'webhooks.create'>['body']>
export type ActivityRecord = ItemOf<'activity.list'>
export type Release = ItemOf<'releases.list'>
export type ReleaseItem = ItemOf<'release-items.list'>
export type Backup = ItemOf<'backups.list'>
export type Dashboard = Result<'dashboard.show'>
export type Factors = Result<'account-factors.show'>
export type Organization = ItemOf<'organizations.list'>
export type OrganizationMember = ItemOf<'organization-members.list'>
export type OrganizationInvitation = ItemOf<'organization-invitations.list'>
export type TokenPolicy = Result<'token-policy.show'>
export type ReachingToken = ItemOf<'token-approvals.list'>
export type Connection = Result<'sso.show'>
export type Domain = ItemOf<'organization-domains.list'>
export type Role = ItemOf<'roles.list'>
export type Session = ItemOf<'account-sessions.list'>
export type Catalogue = Result<'service.catalogue'>
export type Explanation = Result<'tokens.explain'>

export type NewSpaceToken = NonNullable<Request<'tokens.create'>['body']>
export type ImaginedToken = NonNullable<Request<'tokens.preview-exposure'>['body']>
export type NewPersonalToken = NonNullable<Request<'account-tokens.create'>['body']>
export type Question = NonNullable<Request<'tokens.explain'>['body']>
