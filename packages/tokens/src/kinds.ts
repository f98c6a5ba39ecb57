import type { Grant } from '@latchkey/policy/grant'
import {
  legacyCeiling,
  managementCeiling,
  mediaCeiling,
  previewCeiling,
  publishedCeiling,
  themeCeiling,
} from './lib/ceilings.ts'
import type { SlotLimit } from './limits.ts'
import type { Maker } from './makers.ts'
import { type ManagementMode, managementModes } from './modes.ts'
import type { Renewal } from './rotation.ts'
import type { Access } from './scope.ts'

/** The ten kinds of token. A new kind is a name here and a row of `kinds`, never a branch in the code. */
export const tokenKinds = [
  'personal',
  'session',
  'delivery',
  'preview',
  'asset',
  'release',
  'theme',
  'management',
  'api',
  'access',
] as const

export type TokenKind = (typeof tokenKinds)[number]

/** What of a token's record can be changed after its creation; everything else is fixed for life. */
export type Editable = 'name' | 'description' | 'state' | 'role' | 'grants' | 'branches' | 'cache-ttl'

/** Everything that sets one kind apart from the others. */
export interface KindRow {
  /** Second part of the token's text: `pat` of `lk_pat_…`. Three letters. */
  readonly prefix: string
  readonly title: string
  readonly tiedTo: 'account' | 'login' | 'space' | 'spaces-or-installation'
  /** Whose hand it is: `account` is bound by the account's live rights and ends with it; `token` belongs to its space and survives its maker. */
  readonly actsAs: 'account' | 'token'
  /** Environments that the token names. `none`: it names none, so that no environment narrows it. */
  readonly needsEnvironment: 'one' | 'one-or-all' | 'none'
  readonly needsReleases: boolean
  /** May be narrowed to branches and aliases. */
  readonly carriesBranches: boolean
  readonly carriesRole: boolean
  /** No kind takes the Administrator role. */
  readonly bindableAdministrator: false
  readonly carriesGrants: boolean
  readonly carriesScope: boolean
  /** The modes of which a token takes one; null where the kind has none. */
  readonly modes: Readonly<Record<ManagementMode, readonly Access[]>> | null
  /** The most that a token of the kind can reach; null where the kind has no such layer. An empty list opens nothing. */
  readonly ceiling: readonly Grant[] | null
  /** What the delivery API shows it at most. */
  readonly delivers: 'nothing' | 'published' | 'drafts-too'
  /** Files whose bytes and signed URLs it may at most have. */
  readonly assets: readonly ('public' | 'private')[]
  /** May be put into a public page: safe in a browser. All others are for servers only and can be revoked by who holds them. */
  readonly publishable: boolean
  /** Whether the secret is also kept sealed. `by-setting`: while the instance's `reveal` setting is on. */
  readonly readableAgain: 'yes' | 'by-setting' | 'no'
  readonly renewal: Renewal
  /** `by-setting`: it ends by itself only where the instance says so. */
  readonly expires: 'optional' | 'by-setting' | 'never'
  /** May let shared caches keep public answers for a while. */
  readonly carriesCacheTtl: boolean
  readonly editable: readonly Editable[]
  /** Null: any number. */
  readonly limit: SlotLimit | null
  /** Who may make one; empty where none is ever made by anybody. */
  readonly makers: readonly Maker[]
  /** Who may reset it; empty where it is not reset. */
  readonly resetters: readonly Maker[]
  /** Exists, without being made, in every space created on or before this UTC day, and in no other space; null: in any space, when made. */
  readonly existsInSpacesUpTo: `${number}-${number}-${number}` | null
  /** Accepted, and warned about. */
  readonly deprecated: boolean
  /** What operations that do not take the kind answer to it. */
  readonly elsewhere: 'token-kind-mismatch' | 'not-found'
}

const rightsOfSpace: readonly Maker[] = [
  {
    reach: 'space',
    standings: ['owner', 'administrator', 'developer', 'custom-role'],
    action: 'tokens.create',
  },
]

/** What the kinds have in common that read one space for a site, an app or a preview. */
const spaceReader = {
  tiedTo: 'space',
  actsAs: 'token',
  needsEnvironment: 'none',
  needsReleases: false,
  carriesBranches: true,
  carriesRole: true,
  bindableAdministrator: false,
  carriesGrants: true,
  carriesScope: false,
  modes: null,
  publishable: false,
  readableAgain: 'yes',
  renewal: 'constant',
  expires: 'optional',
  carriesCacheTtl: false,
  editable: ['name', 'description', 'state', 'role', 'grants', 'branches'],
  limit: null,
  makers: rightsOfSpace,
  resetters: [],
  existsInSpacesUpTo: null,
  deprecated: false,
  elsewhere: 'token-kind-mismatch',
} as const

/** The table of all kinds, as data. */
export const kinds: Readonly<Record<TokenKind, KindRow>> = {
  personal: {
    prefix: 'pat',
    title: 'Personal token',
    tiedTo: 'account',
    actsAs: 'account',
    needsEnvironment: 'none',
    needsReleases: false,
    carriesBranches: false,
    carriesRole: false,
    bindableAdministrator: false,
    carriesGrants: false,
    carriesScope: true,
    modes: null,
    ceiling: null,
    delivers: 'drafts-too',
    assets: ['public', 'private'],
    publishable: false,
    readableAgain: 'by-setting',
    renewal: 'rotate',
    expires: 'optional',
    carriesCacheTtl: false,
    editable: ['name', 'description', 'state'],
    limit: null,
    makers: [{ reach: 'account', standings: ['account'], action: null }],
    resetters: [],
    existsInSpacesUpTo: null,
    deprecated: false,
    elsewhere: 'token-kind-mismatch',
  },
  session: {
    prefix: 'ses',
    title: 'Session',
    tiedTo: 'login',
    actsAs: 'account',
    needsEnvironment: 'none',
    needsReleases: false,
    carriesBranches: false,
    carriesRole: false,
    bindableAdministrator: false,
    carriesGrants: false,
    carriesScope: false,
    modes: null,
    ceiling: null,
    delivers: 'drafts-too',
    assets: ['public', 'private'],
    publishable: false,
    readableAgain: 'no',
    renewal: 'login',
    expires: 'by-setting',
    carriesCacheTtl: false,
    editable: [],
    limit: { pool: 'session', owner: 'account', perOwner: 20, onFull: 'end-oldest', heldWhile: ['active', 'inactive'] },
    makers: [{ reach: 'account', standings: ['password-login'], action: null }],
    resetters: [],
    existsInSpacesUpTo: null,
    deprecated: false,
    elsewhere: 'token-kind-mismatch',
  },
  delivery: {
    ...spaceReader,
    prefix: 'dlv',
    title: 'Delivery token',
    needsEnvironment: 'one',
    ceiling: publishedCeiling,
    delivers: 'published',
    assets: ['public'],
    publishable: true,
    carriesCacheTtl: true,
    editable: [...spaceReader.editable, 'cache-ttl'],
    limit: spaceLimit('delivery', 20),
  },
  preview: {
    ...spaceReader,
    prefix: 'prv',
    title: 'Preview token',
    needsEnvironment: 'one-or-all',
    ceiling: previewCeiling,
    delivers: 'drafts-too',
    assets: ['public'],
  },
  asset: {
    ...spaceReader,
    prefix: 'ast',
    title: 'Asset token',
    ceiling: mediaCeiling,
    delivers: 'nothing',
    assets: ['private'],
  },
  release: {
    ...spaceReader,
    prefix: 'rel',
    title: 'Release token',
    needsReleases: true,
    ceiling: publishedCeiling,
    delivers: 'published',
    assets: ['public'],
    makers: [{ reach: 'space', standings: ['release-owner', 'administrator'], action: null }],
  },
  theme: {
    ...spaceReader,
    prefix: 'thm',
    title: 'Theme token',
    carriesGrants: false,
    ceiling: themeCeiling,
    delivers: 'nothing',
    assets: [],
    editable: ['name', 'description', 'state', 'role', 'branches'],
    deprecated: true,
  },
  management: {
    prefix: 'mgt',
    title: 'Management token',
    tiedTo: 'space',
    actsAs: 'token',
    needsEnvironment: 'none',
    needsReleases: false,
    carriesBranches: true,
    carriesRole: false,
    bindableAdministrator: false,
    carriesGrants: false,
    carriesScope: false,
    modes: managementModes,
    ceiling: managementCeiling,
    delivers: 'drafts-too',
    assets: ['public', 'private'],
    publishable: false,
    readableAgain: 'no',
    renewal: 'rotate',
    expires: 'optional',
    carriesCacheTtl: false,
    editable: ['name', 'description', 'state', 'branches'],
    limit: spaceLimit('management', 10),
    makers: [{ reach: 'space', standings: ['owner', 'administrator'], action: 'tokens.create' }],
    resetters: [],
    existsInSpacesUpTo: null,
    deprecated: false,
    elsewhere: 'token-kind-mismatch',
  },
  api: {
    prefix: 'api',
    title: 'API token',
    tiedTo: 'spaces-or-installation',
    actsAs: 'token',
    needsEnvironment: 'none',
    needsReleases: false,
    carriesBranches: false,
    carriesRole: false,
    bindableAdministrator: false,
    carriesGrants: true,
    carriesScope: false,
    modes: null,
    ceiling: null,
    delivers: 'drafts-too',
    assets: ['public', 'private'],
    publishable: false,
    readableAgain: 'no',
    renewal: 'rotate',
    expires: 'optional',
    carriesCacheTtl: false,
    editable: ['name', 'description', 'state', 'grants'],
    limit: null,
    makers: [...rightsOfSpace, { reach: 'installation', standings: ['installation-administrator'], action: null }],
    resetters: [],
    existsInSpacesUpTo: null,
    deprecated: false,
    elsewhere: 'not-found',
  },
  access: {
    prefix: 'acc',
    title: 'Access token',
    tiedTo: 'space',
    actsAs: 'token',
    needsEnvironment: 'none',
    needsReleases: false,
    carriesBranches: false,
    carriesRole: false,
    bindableAdministrator: false,
    carriesGrants: false,
    carriesScope: false,
    modes: null,
    ceiling: legacyCeiling,
    delivers: 'drafts-too',
    assets: ['public'],
    publishable: false,
    readableAgain: 'yes',
    renewal: 'reset',
    expires: 'never',
    carriesCacheTtl: false,
    editable: ['name', 'description', 'state'],
    limit: spaceLimit('access', 1),
    makers: [],
    resetters: [{ reach: 'space', standings: ['owner', 'administrator', 'developer'], action: null }],
    existsInSpacesUpTo: '2020-12-16',
    deprecated: false,
    elsewhere: 'token-kind-mismatch',
  },
}

/** Slots of a space are held until revoke or delete: what is inactive or expired keeps its own. */
function spaceLimit(pool: string, perOwner: number): SlotLimit {
  return { pool, owner: 'space', perOwner, onFull: 'refuse', heldWhile: ['active', 'inactive', 'expired'] }
}
