import type { KindRow } from './kinds.ts'

const dayMs = 24 * 60 * 60 * 1000

/**
 * Whether a space can have tokens of the kind at all. Where it cannot, they are as unknown there as any foreign text.
 *
 * `spaceCreatedAt` in UTC milliseconds; an imported space keeps the moment of its origin.
 */
export function existsInSpace(
  { existsInSpacesUpTo }: Pick<KindRow, 'existsInSpacesUpTo'>,
  spaceCreatedAt: number,
): boolean {
  return existsInSpacesUpTo === null || spaceCreatedAt < Date.parse(existsInSpacesUpTo) + dayMs
}
