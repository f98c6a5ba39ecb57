import { Type } from 'typebox'

/** A word on an entry or a file: 1 to 50 characters without commas and control characters, no space at its ends. */
export const Tag = Type.String({ minLength: 1, maxLength: 50, pattern: '^(?! )[^,\\u0000-\\u001f\\u007f]+(?<! )$' })

/** All tags of a thing; no order but that in which they were given. */
export const Tags = Type.Array(Tag, { maxItems: 50, uniqueItems: true })
