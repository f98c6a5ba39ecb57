import { listContentTypes, showContentType } from '@latchkey/contract/content-types/operations'
import { listDeliveredTypes, showDeliveredType } from '@latchkey/contract/delivery/operations'
import { showDeliveredSpace } from '@latchkey/contract/delivery-space/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, type Plan, Refusing } from '@latchkey/dialect-kit/plan'
import type { Shape } from '../from-result/shape.ts'

/*
 * The vendor shows types to everybody. Here a token knows the types of which it may read the content, and those of which it may
 * read the schema: whichever of the two it has.
 */

/** The shape of a type; null where the token may know nothing of it, or it is not there. */
export function* readShape(space: string, type: string): Plan<Shape | null> {
  const delivered = yield* attempt(showDeliveredType, { params: { space, type } })
  if (delivered.ok) return delivered.result
  const declared = yield* attempt(showContentType, { params: { space, type } })
  return declared.ok ? declared.result : null
}

/** The shapes of all types that the token may know, by their names. Refused where it may know of none. */
export function* readShapes(space: string): Plan<readonly Shape[]> {
  const delivered = yield* attempt(listDeliveredTypes, { params: { space } })
  const declared = yield* attempt(listContentTypes, { params: { space } })
  if (!delivered.ok && !declared.ok) throw new Refusing(declared.refused)
  const shapes = new Map<string, Shape>()
  for (const found of [declared, delivered])
    if (found.ok) for (const shape of found.result.items) shapes.set(shape.slug, shape)
  return [...shapes.values()].toSorted((one, other) => (one.slug < other.slug ? -1 : 1))
}

/** The locales of the space that the token may read something of, the default one first. */
export function* readLocales({ space }: Pick<VendorRequest, 'space'>): Plan<readonly string[]> {
  const shown = yield* attempt(showDeliveredSpace, { params: { space: space.id } })
  return shown.ok ? shown.result.locales.map(({ code }) => code) : [space.defaultLocale]
}
