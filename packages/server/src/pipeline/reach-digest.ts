import { createHash } from 'node:crypto'
import { filterText } from '@latchkey/policy/filter'
import { filterForAll } from '@latchkey/policy/layers'
import type { Caller } from './principal.ts'

/**
 * A digest of what a caller may read of the published view of its environment: equal reach, equal answers.
 *
 * A snapshot is always `published` and a token of a space has created none of it by reading, so that most conditions fold
 * away. Locale conditions do not: they stay in as the grants themselves. What its names for branches stand for is part of
 * it: a URL names a branch, and not which one it is.
 */
export function reachDigest(caller: Caller): string {
  const { principal, space, branches, layers } = caller
  const reach = layers.map(({ policy }) => [policy.grants, policy.bound])
  const query = { principal: principal.name, status: 'published', own: false } as const
  const published = filterForAll(layers, 'content.read', { ...query, collection: { area: 'content', space } })
  const files = filterForAll(layers, 'media.read', { ...query, collection: { area: 'media', space } })
  const sources = filterForAll(layers, 'datasources.read', { ...query, collection: { area: 'datasources', space } })
  const hasLocales = layers.some(({ policy }) => policy.grants.some((grant) => grant.conditions?.locales))
  return createHash('sha256')
    .update(
      JSON.stringify([
        principal.kind,
        principal.environmentId,
        space,
        [...branches],
        filterText(published),
        filterText(files),
        filterText(sources),
        hasLocales && reach,
      ]),
    )
    .digest('base64url')
}
