import { Type } from 'typebox'
import { Id, LocaleCode, nullable, oneOf, Serial, Slug, strict, Timestamp, Version } from '../schema.ts'
import { Tags } from '../tags/schemas.ts'

/**
 * An entry's name within its type: letters, digits, `.`, `_`, `-`, and `/` between the parts of a path; 1 to 128 characters,
 * never shaped like an id. `blog/2026/hello-world`. In a URL that names it, `/` is written `%2F`.
 */
export const EntrySlug = Type.String({
  pattern:
    '^(?![0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$)[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$',
  maxLength: 128,
})

export const statuses = ['draft', 'published', 'protected', 'archived'] as const

/** The locale of a request: a code, `*` for all that the caller may read, absent for the space's default. */
export const LocaleQuery = Type.Union([LocaleCode, Type.Literal('*')])

/**
 * Values by field id; a field without a value is left out. With `locale=*` a localized field holds an object of values by
 * locale, in requests too.
 */
export const Fields = Type.Record(Type.String(), Type.Unknown(), { description: 'Values by field id.' })

/**
 * An entry as editors see it, without fallbacks: the working copy; for callers who may not read drafts, the snapshot of the
 * oldest environment in which it is live.
 */
export const Entry = strict({
  id: Id,
  serial: Serial,
  type: Slug,
  slug: Type.String(),
  /** The locale of `fields`; `*` when they hold all. */
  locale: Type.String(),
  status: oneOf(statuses),
  /** The working copy differs from what is live somewhere. */
  changed: Type.Boolean(),
  /** Slugs of the environments with a live snapshot. */
  environments: Type.Array(Type.String()),
  version: Version,
  created_by: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
  published_at: nullable(Timestamp),
  tags: Type.Array(Type.String()),
  fields: Fields,
})

/** What a writer sees who may not read the entry. */
export const EntryReceipt = strict({ id: Id, version: Version, status: oneOf(statuses) })

/**
 * `slug` absent: derived from the first text field. A required field needs a value in the default locale.
 *
 * `status: "published"` publishes the entry at once, in `production` and all locales; that needs the right to publish, too.
 */
export const NewEntry = strict({
  type: Slug,
  slug: Type.Optional(EntrySlug),
  status: Type.Optional(oneOf(['draft', 'protected', 'published'])),
  tags: Type.Optional(Tags),
  fields: Type.Optional(Fields),
})

/**
 * A JSON merge patch: absent keys stay, null empties a field. `status: "published"` publishes what the entry then holds, in
 * all locales, where it is live already or else in `production`; that needs the right to publish, and so does leaving.
 */
export const EntryChange = strict({
  slug: Type.Optional(EntrySlug),
  status: Type.Optional(oneOf(statuses)),
  published_at: Type.Optional(Timestamp),
  /** The whole list. */
  tags: Type.Optional(Tags),
  fields: Type.Optional(Fields),
})

/** All fields of the locale, and those that all locales share: what is not sent is emptied. Slug, status and tags stay. */
export const EntryReplacement = strict({
  slug: Type.Optional(EntrySlug),
  status: Type.Optional(oneOf(statuses)),
  tags: Type.Optional(Tags),
  fields: Fields,
})

const publication = {
  environments: Type.Optional(
    Type.Array(Type.String(), { minItems: 1, maxItems: 50, description: 'Default: `production`.' }),
  ),
  locales: Type.Optional(Type.Array(LocaleCode, { minItems: 1, maxItems: 200, description: 'Default: all.' })),
}

/** Where an entry goes offline. What all locales share goes with the last of them. */
export const Unpublication = strict(publication)

/** What goes live, and where. What all locales share goes live with the default one, and wherever nothing is live yet. */
export const Publication = strict({
  ...publication,
  version: Type.Optional(
    Type.Integer({ minimum: 1, description: 'What the entry held in this version. Default: what it holds now.' }),
  ),
})

/** An entry's version in a path. */
export const VersionSegment = Type.String({ pattern: '^[1-9]\\d{0,9}$', description: 'A version of the entry.' })

/** What of a revision comes back; locales that the caller may not read stay as they are in any case. */
export const RevisionRestoration = strict({
  fields: Type.Optional(
    Type.Array(Type.String(), { minItems: 1, maxItems: 200, description: 'Ids of fields, and `tags`. Default: all.' }),
  ),
})

/** One item of a bulk write: the entry of that type and slug is created, or updated when it exists. */
export const BulkItem = strict({
  type: Slug,
  slug: EntrySlug,
  fields: Type.Optional(Fields),
  publish: Type.Optional(Type.Boolean()),
})

export const BulkResult = strict({
  items: Type.Array(
    strict({
      index: Type.Integer(),
      status: Type.Integer({ description: '201 created, 200 updated, or the status of the problem.' }),
      id: Type.Optional(Id),
      version: Type.Optional(Version),
      problem: Type.Optional(Type.Unknown({ description: 'The problem document of an item that was refused.' })),
    }),
  ),
})
