import { Type } from 'typebox'
import { Id, nullable, oneOf, Serial, strict, Timestamp, Version } from '../schema.ts'
import { Tags } from '../tags/schemas.ts'

/**
 * The name that a file came with: 1 to 128 characters, none of them `/ \ : * %` or a control character, no space or dot at
 * either end, never shaped like an id.
 */
export const FileName = Type.String({
  pattern:
    '^(?![0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$)(?![. ])[^/\\\\:*%\\u0000-\\u001f\\u007f-\\u009f]{0,127}[^/\\\\:*%\\u0000-\\u001f\\u007f-\\u009f. ]$',
  maxLength: 128,
  examples: ['red-shirt.jpg'],
})

/** A category by its whole path: `Brand / Logos`. Exact: `Brand` is another one. Up to 128 characters. */
export const Category = Type.String({
  pattern:
    '^[^/:*%\\s\\u0000-\\u001f\\u007f-\\u009f]+( [^/:*%\\s\\u0000-\\u001f\\u007f-\\u009f]+)*( / [^/:*%\\s\\u0000-\\u001f\\u007f-\\u009f]+( [^/:*%\\s\\u0000-\\u001f\\u007f-\\u009f]+)*)*$',
  maxLength: 128,
  examples: ['Brand / Logos'],
})

const text = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))

/** What is said about a file, for people. */
export const AssetMetadata = strict({
  title: text(200),
  /** What an image shows, for those who do not see it. */
  alt: text(500),
  description: text(2000),
  /** Who is to be named. */
  credit: text(200),
})

/** A merge patch of it: null takes a text away. */
const AssetMetadataChange = strict({
  title: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 200 }))),
  alt: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 500 }))),
  description: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 2000 }))),
  credit: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 200 }))),
})

/** What is measured of the bytes themselves; nobody says it. */
export const measured = {
  /** By what the bytes are, not by what was claimed. */
  media_type: Type.String({ examples: ['image/jpeg'] }),
  bytes: Type.Integer({ minimum: 0 }),
  /** In pixels; null for what has none, or none that is known. */
  width: nullable(Type.Integer({ minimum: 0 })),
  height: nullable(Type.Integer({ minimum: 0 })),
}

export const assetStatuses = ['draft', 'published'] as const

/** A file as editors see it. */
export const Asset = strict({
  id: Id,
  serial: Serial,
  file_name: Type.String(),
  category: nullable(Type.String()),
  /** Its bytes need a token that may read private files, or a signed URL. */
  private: Type.Boolean(),
  status: oneOf(assetStatuses),
  /** What is live somewhere has other bytes or metadata. */
  changed: Type.Boolean(),
  /** Slugs of the environments in which it is live. */
  environments: Type.Array(Type.String()),
  version: Version,
  ...measured,
  /** Of the bytes as they are stored, in base64url. */
  sha256: Type.String(),
  metadata: AssetMetadata,
  tags: Type.Array(Type.String()),
  created_by: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
})

/** What a writer sees who may not read the asset. */
export const AssetReceipt = strict({ id: Id, version: Version, status: oneOf(assetStatuses) })

/** What can be said of a new file. In a form, `private` is `true` or `false`, and `metadata` and `tags` are JSON. */
export const newAsset = {
  category: Type.Optional(Category),
  private: Type.Optional(Type.Boolean({ description: 'Default: false.' })),
  metadata: Type.Optional(AssetMetadata),
  tags: Type.Optional(Tags),
}

/** `file_name` absent: the name that the part of the form gives. */
export const AssetForm = strict({ file_name: Type.Optional(FileName), ...newAsset })

/** A JSON merge patch: absent keys stay. `tags` is the whole list; `category` null takes the file out of every category. */
export const AssetChange = strict({
  file_name: Type.Optional(FileName),
  category: Type.Optional(nullable(Category)),
  private: Type.Optional(Type.Boolean()),
  metadata: Type.Optional(AssetMetadataChange),
  tags: Type.Optional(Tags),
})

export const AssetPublication = strict({
  environments: Type.Optional(
    Type.Array(Type.String(), { minItems: 1, maxItems: 50, description: 'Default: `production`.' }),
  ),
})
