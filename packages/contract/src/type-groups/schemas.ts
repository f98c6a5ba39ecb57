import { Type } from 'typebox'
import { Id, Name, nullable, Serial, strict, Timestamp, Version } from '../schema.ts'

/** The most groups that a branch has. */
export const groupsMax = 500

/** How deep groups stand inside one another. */
export const groupDepthMax = 8

/** The place among the groups of the same parent, from 0; one behind the last is the last. */
const place = Type.Integer({ minimum: 0, maximum: groupsMax })

/** What content types stand in, for people who look for one. It is no part of what a type is. */
export const TypeGroup = strict({
  id: Id,
  serial: Serial,
  name: Name,
  /** The group that it stands in; null: none. */
  parent: nullable(Id),
  version: Version,
  created_at: Timestamp,
  updated_at: Timestamp,
})

export const NewTypeGroup = strict({
  name: Name,
  parent: Type.Optional(nullable(Id)),
  place: Type.Optional(place),
})

export const TypeGroupChange = strict({
  name: Type.Optional(Name),
  parent: Type.Optional(nullable(Id)),
  place: Type.Optional(place),
})
