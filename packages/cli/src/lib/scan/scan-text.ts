import { scan } from '@latchkey/tokens/scan'
import { mask } from '@latchkey/tokens/text'
import type { Ignored } from './ignore-file.ts'
import { type Place, placesIn } from './places-in.ts'

/** A token that was found, told without its secret. */
export interface Found extends Place {
  /** Of the file; `-` for standard input. */
  readonly path: string
  readonly kind: string
  readonly id: string
  readonly masked: string
  /** Only after asking a server: whether it can be used there. */
  readonly active?: boolean
}

/** What is found in a text, and the texts of the tokens beside it, for who asks a server about them. */
export interface FoundIn {
  readonly found: Found
  readonly secret: string
}

/** The tokens in a text whose checksum holds: those were issued somewhere. */
export function scanText(path: string, text: string, ignored: Ignored): readonly FoundIn[] {
  const placeOf = placesIn(text)
  return scan(text)
    .filter(({ valid, id }) => valid && !ignored.token(id))
    .map(({ kind, id, start, end }) => ({
      found: { path, ...placeOf(start), kind, id, masked: mask(kind, id) },
      secret: text.slice(start, end),
    }))
}
