import { Type } from 'typebox'
import { Fields } from '../entries/schemas.ts'
import { Id, Name, Note, nullable, Serial, Slug, strict, Timestamp, Version } from '../schema.ts'

/** The most presets that a type has. */
export const presetsMax = 200

/** Values from which an editor begins an entry of a type: they are sent with the entry, and nothing else comes of them. */
export const TypePreset = strict({
  id: Id,
  serial: Serial,
  /** Slug of the content type. */
  type: Slug,
  name: Name,
  description: Note,
  /** Id of the file that shows what comes of it; null: none. */
  image: nullable(Id),
  /** Values by the ids of fields, in one locale. */
  fields: Fields,
  /** What does not fit the type as it is now: an entry with these fields would be refused. */
  misfits: Type.Array(strict({ pointer: Type.String(), detail: Type.String() })),
  version: Version,
  created_at: Timestamp,
  updated_at: Timestamp,
})

export const NewTypePreset = strict({
  type: Type.String({ minLength: 1, maxLength: 128, description: 'Slug or id of the content type.' }),
  name: Name,
  description: Type.Optional(Note),
  image: Type.Optional(nullable(Id)),
  fields: Type.Optional(Fields),
})

/** `fields` are all of them. */
export const TypePresetChange = strict({
  name: Type.Optional(Name),
  description: Type.Optional(Note),
  image: Type.Optional(nullable(Id)),
  fields: Type.Optional(Fields),
})
