import { Type } from 'typebox'
import { EntrySlug } from '../entries/schemas.ts'
import { Id, LocaleCode, Name, Note, nullable, oneOf, Serial, Slug, strict, Timestamp, Version } from '../schema.ts'

/** Where a release is in its life; `failed`: it was scheduled, and could not be published when its time came. */
export const releaseStates = ['open', 'scheduled', 'failed', 'published'] as const

/** At most so many entries are published together: they go live in one transaction, for which all other writes wait. */
export const releaseItemsMax = 500

/** Accounts by id. */
const People = Type.Array(Type.String(), { minItems: 1, maxItems: 200, uniqueItems: true })
const Environments = Type.Array(Slug, { minItems: 1, maxItems: 50, uniqueItems: true })

/** Entry versions that are published together. */
export const Release = strict({
  id: Id,
  serial: Serial,
  name: Type.String(),
  description: Type.String(),
  state: oneOf(releaseStates),
  /** Slugs of the environments that it publishes to. */
  environments: Type.Array(Type.String()),
  /** Id of the account that owns it. */
  owner: Type.String(),
  /** Ids of the accounts that it is restricted to, besides its owner and the owner of the space; null: whoever has the grants. */
  people: nullable(Type.Array(Type.String())),
  release_at: nullable(Timestamp),
  /** Why it could not be published when its time came. */
  failure: nullable(strict({ reason: Type.String(), at: Timestamp })),
  published_at: nullable(Timestamp),
  created_by: Type.String({ description: '`account:…` or `token:…`' }),
  created_at: Timestamp,
  updated_at: Timestamp,
  version: Version,
})

/** What a writer sees who may not read the release. */
export const ReleaseReceipt = strict({ id: Id, version: Version, state: oneOf(releaseStates) })

export const NewRelease = strict({
  name: Name,
  description: Type.Optional(Note),
  environments: Type.Optional(Environments),
  people: Type.Optional(People),
})

/** `people: null` lifts the restriction. */
export const ReleaseChange = strict({
  name: Type.Optional(Name),
  description: Type.Optional(Note),
  environments: Type.Optional(Environments),
  people: Type.Optional(nullable(People)),
})

const Locales = Type.Array(LocaleCode, { minItems: 1, maxItems: 200, uniqueItems: true })

/** An entry of a release. */
export const ReleaseItem = strict({
  entry: strict({ id: Id, type: Slug, slug: Type.String() }),
  action: oneOf(['publish', 'unpublish']),
  /** What the entry held in this version goes live; null for an unpublish. */
  version: nullable(Version),
  /** Null: all locales; on an unpublish always. Those that the caller may not read are left out. */
  locales: nullable(Type.Array(Type.String())),
  /** Whether the working copy holds anything else in these locales; null for who may not read it. */
  outdated: nullable(Type.Boolean()),
  pinned_at: Timestamp,
})

/** What a writer sees who may not read the item. */
export const ReleaseItemReceipt = strict({ pinned_at: Timestamp })

const pin = {
  action: Type.Optional(oneOf(['publish', 'unpublish'], { description: 'Default `publish`.' })),
  version: Type.Optional(
    Type.Integer({ minimum: 1, description: 'What the entry held in this version. Default: what it holds now.' }),
  ),
  locales: Type.Optional(Locales),
}

/** The entry as it is put into the release: a version of it, and so never what is saved afterwards. */
export const NewReleaseItem = strict({
  entry: Type.Union([Id, EntrySlug]),
  type: Type.Optional(Type.String({ description: 'Slug of the type; needed when the entry is named by its slug.' })),
  ...pin,
})

/** Pins anew: what is not sent is as for a new item. `{}` pins what the entry holds now. */
export const ReleaseItemChange = strict(pin)
