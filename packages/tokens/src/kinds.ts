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

/**
 * What of a token's record can be changed after its creation; everything else is fixed for life. How fast and from where it
 * may be used is always changed like that, and a kind that has no such change has no such terms.
 */
export type Editable =
  | 'name'
  | 'description'
  | 'state'
  | 'role'
  | 'grants'
  | 'branches'
  | 'cache-ttl'
  | 'rate-limit'
  | 'networks'
  | 'origins'

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

/** Where a row says nothing else, nothing is open. */
const closed = {
  needsEnvironment: 'none',
  needsReleases: false,
  carriesBranches: false,
  carriesRole: false,
  bindableAdministrator: false,
  carriesGrants: false,
  carriesScope: false,
  modes: null,
  publishable: false,
  readableAgain: 'no',
  carriesCacheTtl: false,
  makers: [],
  resetters: [],
  existsInSpacesUpTo: null,
  deprecated: false,
  elsewhere: 'token-kind-mismatch',
} as const

const tokenCreators: readonly Maker[] = [
  { reach: 'space', standings: ['owner', 'administrator', 'developer', 'custom-role'], action: 'tokens.create' },
]

/** Of every kind but sessions, which are people at work. */
const terms = ['rate-limit', 'networks'] as const

/** What the kinds have in common that read one space for a site, an app or a preview. */
const spaceReader = {
  ...closed,
  tiedTo: 'space',
  actsAs: 'token',
  carriesBranches: true,
  carriesRole: true,
  carriesGrants: true,
  readableAgain: 'yes',
  renewal: 'constant',
  expires: 'optional',
  editable: ['name', 'description', 'state', 'role', 'grants', 'branches', ...terms],
  limit: null,
  makers: tokenCreators,
} as const

/** The table of all kinds, as data. */
export const kinds: Readonly<Record<TokenKind, KindRow>> = {
  personal: {
    ...closed,
    prefix: 'pat',
    title: 'Personal token',
    tiedTo: 'account',
    actsAs: 'account',
    carriesScope: true,
    ceiling: null,
    delivers: 'drafts-too',
    assets: ['public', 'private'],
    readableAgain: 'by-setting',
    renewal: 'rotate',
    expires: 'optional',
    editable: ['name', 'description', 'state', ...terms],
    limit: null,
    makers: [{ reach: 'account', standings: ['account'], action: null }],
  },
  session: {
    ...closed,
    prefix: 'ses',
    title: 'Session',
    tiedTo: 'login',
    actsAs: 'account',
    ceiling: null,
    delivers: 'drafts-too',
    assets: ['public', 'private'],
    renewal: 'login',
    expires: 'by-setting',
    editable: [],
    limit: { pool: 'session', owner: 'account', perOwner: 20, onFull: 'end-oldest', heldWhile: ['active', 'inactive'] },
    makers: [{ reach: 'account', standings: ['password-login'], action: null }],
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
    editable: [...spaceReader.editable, 'origins', 'cache-ttl'],
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
    editable: ['name', 'description', 'state', 'role', 'branches', ...terms],
    deprecated: true,
  },
  management: {
    ...closed,
    prefix: 'mgt',
    title: 'Management token',
    tiedTo: 'space',
    actsAs: 'token',
    carriesBranches: true,
    modes: managementModes,
    ceiling: managementCeiling,
    delivers: 'drafts-too',
    assets: ['public', 'private'],
    renewal: 'rotate',
    expires: 'optional',
    editable: ['name', 'description', 'state', 'branches', ...terms],
    limit: spaceLimit('management', 10),
    makers: [{ reach: 'space', standings: ['owner', 'administrator'], action: 'tokens.create' }],
  },
  api: {
    ...closed,
    prefix: 'api',
    title: 'API token',
    tiedTo: 'spaces-or-installation',
    actsAs: 'token',
    carriesGrants: true,
    ceiling: null,
    delivers: 'drafts-too',
    assets: ['public', 'private'],
    renewal: 'rotate',
    expires: 'optional',
    editable: ['name', 'description', 'state', 'grants', ...terms],
    limit: null,
    makers: [...tokenCreators, { reach: 'installation', standings: ['installation-administrator'], action: null }],
    elsewhere: 'not-found',
  },
  access: {
    ...closed,
    prefix: 'acc',
    title: 'Access token',
    tiedTo: 'space',
    actsAs: 'token',
    ceiling: legacyCeiling,
    delivers: 'drafts-too',
    assets: ['public'],
    readableAgain: 'yes',
    renewal: 'reset',
    expires: 'never',
    editable: ['name', 'description', 'state', ...terms],
    limit: spaceLimit('access', 1),
    resetters: [{ reach: 'space', standings: ['owner', 'administrator', 'developer'], action: null }],
    existsInSpacesUpTo: '2020-12-16',
  },
}

/** Slots of a space are held until revoke or delete: what is inactive or expired keeps its own. */
function spaceLimit(pool: string, perOwner: number): SlotLimit {
  return { pool, owner: 'space', perOwner, onFull: 'refuse', heldWhile: ['active', 'inactive', 'expired'] }
}
