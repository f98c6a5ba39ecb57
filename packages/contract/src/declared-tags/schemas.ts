import { Id, Serial, strict, Timestamp } from '../schema.ts'
import { Tag } from '../tags/schemas.ts'

/** The most tags that are declared in a space, for types and for files each. */
export const declaredTagsMax = 1000

/** A tag that is there whether or not anything bears it. */
export const DeclaredTag = strict({ id: Id, serial: Serial, tag: Tag, created_at: Timestamp })

export const NewDeclaredTag = strict({ tag: Tag })
