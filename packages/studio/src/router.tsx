import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { isSignedOut } from './api/problems.ts'
import { queryClient } from './api/query-client.ts'
import { sessionQuery, spacesQuery } from './api/queries.ts'
import { organizationSearch } from './places/organizations/parts.ts'
import { settingsSearch } from './places/settings/parts.ts'
import { readAssetSearch } from './places/assets/asset-search.ts'
import { readEntrySearch } from './places/entries/entry-search.ts'
import { ErrorPage } from './shell/error-page.tsx'
import { NotFoundPage } from './shell/not-found-page.tsx'
import { lastSpace } from './shell/last-space.ts'
import { WaitingPage } from './shell/waiting-page.tsx'

/** A place, once its texts are there: its modules may ask for them at once. */
async function withTexts<Place>(load: () => Promise<Place>): Promise<Place> {
  await import('./words/late.ts')
  return load()
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })
const onRoot = () => root

const signIn = createRoute({
  getParentRoute: onRoot,
  path: '/studio/sign-in',
  // Where to go on; a path of the studio alone.
  validateSearch: ({ to }: { to?: unknown }): { to?: string } =>
    typeof to === 'string' && to.startsWith('/studio/') ? { to } : {},
  component: lazyRouteComponent(() => import('./places/sign-in/sign-in-page.tsx'), 'SignInPage'),
})
const setUp = createRoute({
  getParentRoute: onRoot,
  path: '/studio/set-up',
  component: lazyRouteComponent(() => import('./places/sign-in/set-up-page.tsx'), 'SetUpPage'),
})
const forgotPassword = createRoute({
  getParentRoute: onRoot,
  path: '/studio/forgot-password',
  component: lazyRouteComponent(() => import('./places/sign-in/forgot-password-page.tsx'), 'ForgotPasswordPage'),
})
const singleSignOn = createRoute({
  getParentRoute: onRoot,
  path: '/studio/single-sign-on',
  component: lazyRouteComponent(() => import('./places/sign-in/single-sign-on-page.tsx'), 'SingleSignOnPage'),
})
const resetPassword = createRoute({
  getParentRoute: onRoot,
  path: '/reset-password',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/links/reset-password-page.tsx')),
    'ResetPasswordPage',
  ),
})
const confirmEmail = createRoute({
  getParentRoute: onRoot,
  path: '/confirm-email',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/links/confirm-email-page.tsx')),
    'ConfirmEmailPage',
  ),
})
const acceptInvitation = createRoute({
  getParentRoute: onRoot,
  path: '/accept-invitation',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/links/accept-invitation-page.tsx')),
    'AcceptInvitationPage',
  ),
})
const callback = createRoute({
  getParentRoute: onRoot,
  path: '/sso/callback',
  component: lazyRouteComponent(() => withTexts(() => import('./places/links/callback-page.tsx')), 'CallbackPage'),
})

/** Everything that needs somebody who has signed in. */
const shell = createRoute({
  getParentRoute: onRoot,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.query({ ...sessionQuery, staleTime: 'static' })
    } catch (error) {
      if (!isSignedOut(error)) throw error
      const search = location.pathname === '/studio' ? {} : { to: location.href }
      redirect({ to: '/studio/sign-in', search, replace: true, throw: true })
    }
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
})
const onShell = () => shell

const home = createRoute({
  getParentRoute: onShell,
  path: '/studio',
  beforeLoad: async () => {
    const spaces = await queryClient.query({ ...spacesQuery, staleTime: 'static' })
    const space = spaces.find(({ slug }) => slug === lastSpace()) ?? spaces[0]
    if (space) {
      redirect({ to: '/studio/spaces/$space/tokens', params: { space: space.slug }, replace: true, throw: true })
    }
  },
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/spaces/first-space-page.tsx')),
    'FirstSpacePage',
  ),
})
const newSpace = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/new',
  component: lazyRouteComponent(() => withTexts(() => import('./places/spaces/new-space-page.tsx')), 'NewSpacePage'),
})
const entries = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/content',
  validateSearch: readEntrySearch,
  component: lazyRouteComponent(() => withTexts(() => import('./places/entries/entry-list-page.tsx')), 'EntryListPage'),
})
const newEntry = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/content/new',
  // Slug of the type.
  validateSearch: ({ type }: { type?: unknown }): { type?: string } => (typeof type === 'string' ? { type } : {}),
  component: lazyRouteComponent(() => withTexts(() => import('./places/entries/new-entry-page.tsx')), 'NewEntryPage'),
})
const entry = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/content/$entry',
  // In which it is shown first.
  validateSearch: ({ locale }: { locale?: unknown }): { locale?: string } =>
    typeof locale === 'string' ? { locale } : {},
  component: lazyRouteComponent(() => withTexts(() => import('./places/entries/entry-page.tsx')), 'EntryPage'),
})
const plans = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/plans',
  component: lazyRouteComponent(() => withTexts(() => import('./places/plans/plan-list-page.tsx')), 'PlanListPage'),
})
const assets = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/assets',
  validateSearch: readAssetSearch,
  component: lazyRouteComponent(() => withTexts(() => import('./places/assets/asset-list-page.tsx')), 'AssetListPage'),
})
const asset = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/assets/$asset',
  component: lazyRouteComponent(() => withTexts(() => import('./places/assets/asset-page.tsx')), 'AssetPage'),
})
const types = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/content-types',
  component: lazyRouteComponent(() => withTexts(() => import('./places/types/type-list-page.tsx')), 'TypeListPage'),
})
const newType = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/content-types/new',
  component: lazyRouteComponent(() => withTexts(() => import('./places/types/new-type-page.tsx')), 'NewTypePage'),
})
const type = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/content-types/$type',
  component: lazyRouteComponent(() => withTexts(() => import('./places/types/type-page.tsx')), 'TypePage'),
})
const datasources = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/datasources',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/datasources/datasource-list-page.tsx')),
    'DatasourceListPage',
  ),
})
const datasource = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/datasources/$datasource',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/datasources/datasource-page.tsx')),
    'DatasourcePage',
  ),
})
const tags = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/tags',
  component: lazyRouteComponent(() => withTexts(() => import('./places/tags/tag-list-page.tsx')), 'TagListPage'),
})
const trash = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/trash',
  component: lazyRouteComponent(() => withTexts(() => import('./places/trash/trash-page.tsx')), 'TrashPage'),
})
const tokens = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/tokens',
  component: lazyRouteComponent(() => import('./places/tokens/token-list-page.tsx'), 'TokenListPage'),
})
const newToken = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/tokens/new',
  component: lazyRouteComponent(() => withTexts(() => import('./places/tokens/new-token-page.tsx')), 'NewTokenPage'),
})
const token = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/tokens/$token',
  component: lazyRouteComponent(() => withTexts(() => import('./places/tokens/token-page.tsx')), 'TokenPage'),
})
const roles = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/roles',
  component: lazyRouteComponent(() => withTexts(() => import('./places/roles/role-list-page.tsx')), 'RoleListPage'),
})
const newRole = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/roles/new',
  component: lazyRouteComponent(() => withTexts(() => import('./places/roles/new-role-page.tsx')), 'NewRolePage'),
})
const role = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/roles/$role',
  component: lazyRouteComponent(() => withTexts(() => import('./places/roles/role-page.tsx')), 'RolePage'),
})
const simulator = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/simulator',
  // Whom to ask about: `token:…` or `role:…`.
  validateSearch: ({ about }: { about?: unknown }): { about?: string } => (typeof about === 'string' ? { about } : {}),
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/simulator/simulator-page.tsx')),
    'SimulatorPage',
  ),
})
const overview = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/overview',
  component: lazyRouteComponent(() => withTexts(() => import('./places/overview/overview-page.tsx')), 'OverviewPage'),
})
const organizations = createRoute({
  getParentRoute: onShell,
  path: '/studio/organizations',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/organizations/organization-list-page.tsx')),
    'OrganizationListPage',
  ),
})
const organization = createRoute({
  getParentRoute: onShell,
  path: '/studio/organizations/$organization',
  validateSearch: organizationSearch.read,
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/organizations/organization-page.tsx')),
    'OrganizationPage',
  ),
})
const factors = createRoute({
  getParentRoute: onShell,
  path: '/studio/account/factors',
  component: lazyRouteComponent(() => withTexts(() => import('./places/account/factors-page.tsx')), 'FactorsPage'),
})
const members = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/members',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/members/member-list-page.tsx')),
    'MemberListPage',
  ),
})
const webhooks = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/webhooks',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/webhooks/webhook-list-page.tsx')),
    'WebhookListPage',
  ),
})
const webhook = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/webhooks/$webhook',
  component: lazyRouteComponent(() => withTexts(() => import('./places/webhooks/webhook-page.tsx')), 'WebhookPage'),
})
const releases = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/releases',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/releases/release-list-page.tsx')),
    'ReleaseListPage',
  ),
})
const release = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/releases/$release',
  component: lazyRouteComponent(() => withTexts(() => import('./places/releases/release-page.tsx')), 'ReleasePage'),
})
const activity = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/activity',
  component: lazyRouteComponent(() => withTexts(() => import('./places/activity/activity-page.tsx')), 'ActivityPage'),
})
/** Everything about the installation as a whole, for who administers it. */
const installation = createRoute({
  getParentRoute: onShell,
  id: 'installation',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/installation/installation-guard.tsx')),
    'InstallationGuard',
  ),
})
const onInstallation = () => installation
const accounts = createRoute({
  getParentRoute: onInstallation,
  path: '/studio/installation/accounts',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/installation/account-list-page.tsx')),
    'AccountListPage',
  ),
})
const installationTokens = createRoute({
  getParentRoute: onInstallation,
  path: '/studio/installation/tokens',
  component: lazyRouteComponent(() => import('./places/tokens/token-list-page.tsx'), 'TokenListPage'),
})
const newInstallationToken = createRoute({
  getParentRoute: onInstallation,
  path: '/studio/installation/tokens/new',
  component: lazyRouteComponent(() => withTexts(() => import('./places/tokens/new-token-page.tsx')), 'NewTokenPage'),
})
const installationToken = createRoute({
  getParentRoute: onInstallation,
  path: '/studio/installation/tokens/$token',
  component: lazyRouteComponent(() => withTexts(() => import('./places/tokens/token-page.tsx')), 'TokenPage'),
})
const updates = createRoute({
  getParentRoute: onInstallation,
  path: '/studio/installation/updates',
  component: lazyRouteComponent(() => withTexts(() => import('./places/installation/updates-page.tsx')), 'UpdatesPage'),
})
const installationActivity = createRoute({
  getParentRoute: onInstallation,
  path: '/studio/activity',
  component: lazyRouteComponent(() => withTexts(() => import('./places/activity/activity-page.tsx')), 'ActivityPage'),
})
const backups = createRoute({
  getParentRoute: onInstallation,
  path: '/studio/backups',
  component: lazyRouteComponent(
    () => withTexts(() => import('./places/backups/backup-list-page.tsx')),
    'BackupListPage',
  ),
})
const settings = createRoute({
  getParentRoute: onShell,
  path: '/studio/spaces/$space/settings',
  validateSearch: settingsSearch.read,
  component: lazyRouteComponent(() => withTexts(() => import('./places/settings/settings-page.tsx')), 'SettingsPage'),
})
const account = createRoute({
  getParentRoute: onShell,
  path: '/studio/account',
  component: lazyRouteComponent(() => withTexts(() => import('./places/account/profile-page.tsx')), 'ProfilePage'),
})
const ownTokens = createRoute({
  getParentRoute: onShell,
  path: '/studio/account/tokens',
  component: lazyRouteComponent(() => import('./places/tokens/token-list-page.tsx'), 'TokenListPage'),
})
const newOwnToken = createRoute({
  getParentRoute: onShell,
  path: '/studio/account/tokens/new',
  component: lazyRouteComponent(() => withTexts(() => import('./places/tokens/new-token-page.tsx')), 'NewTokenPage'),
})
const ownToken = createRoute({
  getParentRoute: onShell,
  path: '/studio/account/tokens/$token',
  component: lazyRouteComponent(() => withTexts(() => import('./places/tokens/token-page.tsx')), 'TokenPage'),
})
const sessions = createRoute({
  getParentRoute: onShell,
  path: '/studio/account/sessions',
  component: lazyRouteComponent(() => withTexts(() => import('./places/account/sessions-page.tsx')), 'SessionsPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setUp,
    forgotPassword,
    singleSignOn,
    resetPassword,
    confirmEmail,
    acceptInvitation,
    callback,
    shell.addChildren([
      home,
      newSpace,
      entries,
      newEntry,
      entry,
      plans,
      assets,
      asset,
      types,
      newType,
      type,
      datasources,
      datasource,
      tags,
      trash,
      tokens,
      newToken,
      token,
      roles,
      newRole,
      role,
      simulator,
      overview,
      members,
      organizations,
      organization,
      factors,
      releases,
      release,
      webhooks,
      webhook,
      activity,
      installation.addChildren([
        accounts,
        installationTokens,
        newInstallationToken,
        installationToken,
        updates,
        installationActivity,
        backups,
      ]),
      settings,
      account,
      ownTokens,
      newOwnToken,
      ownToken,
      sessions,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  defaultPendingComponent: WaitingPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
