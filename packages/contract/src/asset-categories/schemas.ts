import { Type } from 'typebox'
import { Category } from '../assets/schemas.ts'
import { Id, Serial, strict } from '../schema.ts'

/** A category as the caller sees it. */
export const AssetCategory = strict({
  id: Id,
  serial: Serial,
  category: Type.String(),
  /** How many of its files the caller may read. */
  assets: Type.Integer({ minimum: 0 }),
})

export const NamedCategory = strict({ category: Category })
