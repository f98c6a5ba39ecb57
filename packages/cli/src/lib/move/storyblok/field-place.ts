import type { Carrier } from '../carrier.ts'
import type { Lose } from '../cargo.ts'
import type { Json } from './source.ts'
import { asJson, type World } from './world.ts'

/** Where a field stands. */
export interface FieldPlace {
  readonly world: World
  /** How many fields it stands inside of: 0 for a field of the type. */
  readonly depth: number
  /** Tells of what its declaration loses. */
  readonly lose: Lose
  /** Name of the field of the type, or of its part. */
  readonly name: string
  /** How the fields inside it are carried. */
  readonly carry: Maker
}

/** How a field is carried. */
export type Maker = (schema: Json, place: FieldPlace) => Carrier

/** What has no field of its own here: kept whole, as JSON. */
export function jsonCarrier(what: string): Maker {
  return (_schema, { world, lose, name }) => {
    lose(name, `${what} is carried as JSON`, 'changed')
    return { field: { type: 'json' }, read: (value, reading) => asJson(value, world, reading.lose, reading.field) }
  }
}
