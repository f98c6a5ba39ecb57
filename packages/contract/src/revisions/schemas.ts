import { Type } from 'typebox'
import { Fields } from '../entries/schemas.ts'
import { Id, nullable, Slug, strict, Timestamp, Version } from '../schema.ts'

const saved = {
  version: Version,
  saved_at: Timestamp,
  /** `account:…` or `token:…` */
  saved_by: Type.String(),
  /** Which secret of the token; null for accounts. */
  secret_version: nullable(Type.Integer()),
  /** Slugs of the environments where something of this save is live now. */
  live_in: Type.Array(Type.String()),
}

/** A save of an entry, as far as the caller may read it. */
export const Revision = strict({
  ...saved,
  /** The locales that it changed. */
  locales: Type.Array(Type.String()),
  /** Whether it changed what all locales share. */
  shared: Type.Boolean(),
  /** The slug from before, where the save changed it. */
  renamed_from: Type.Optional(Type.String()),
})

const tags = Type.Array(Type.String())

/** What an entry held in a version: localized fields hold an object of values by locale. */
export const RevisionContent = strict({ ...saved, id: Id, type: Slug, slug: Type.String(), tags, fields: Fields })

/** One value that differs; a side without a value leaves it out. */
export const FieldDifference = strict({
  field: Type.String(),
  /** Null for a field that all locales share. */
  locale: nullable(Type.String()),
  old: Type.Optional(Type.Unknown()),
  new: Type.Optional(Type.Unknown()),
})

/** What differs between a version and a later or earlier one; `to` null is the working copy. */
export const Comparison = strict({
  from: Version,
  to: nullable(Version),
  slug: Type.Optional(strict({ old: Type.String(), new: Type.String() })),
  tags: Type.Optional(strict({ old: tags, new: tags })),
  fields: Type.Array(FieldDifference),
})
