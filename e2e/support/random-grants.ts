import type { Conditions, Grant } from '@latchkey/policy/grant'
import type { SpaceName } from '@latchkey/policy/request'
import fc from 'fast-check'

const actions = ['content.read', 'content.update', 'content.publish', 'content.delete'] as const

/** Grants about a few entries, such that they often meet them and often nearly do. All are accepted by the parser. */
export function grantsAbout(
  space: SpaceName,
  entries: readonly { readonly type: string; readonly slug: string }[],
  ids: readonly string[],
): fc.Arbitrary<readonly Grant[]> {
  const types = [...new Set(entries.map(({ type }) => type))]
  const slugs = [...new Set(entries.map(({ slug }) => slug))]
  const prefix = fc.constantFrom('', '', '', `space:${space.slug}:`, `space:${space.id}:`, 'space:s*:')
  const item = fc.constantFrom(...slugs, ...ids, '*', 'h*', '*e', '*-*')
  const body = fc.oneof(
    fc.constantFrom('content', 'content:*', 'content:p*', ...types.map((type) => `content:${type}`)),
    fc.tuple(fc.constantFrom(...types, '*', 'pa*'), item).map(([type, name]) => `content:${type}:${name}`),
  )
  const resource = fc.tuple(prefix, body).map(([before, after]) => before + after)
  const conditions: fc.Arbitrary<Conditions> = fc.record(
    {
      own: fc.constant(true as const),
      status: fc.uniqueArray(fc.constantFrom('draft', 'published', 'protected', 'archived'), {
        minLength: 1,
        maxLength: 3,
      }),
      locales: fc.uniqueArray(fc.constantFrom('en', 'de', 'fr'), { minLength: 1, maxLength: 2 }),
      tags: fc.uniqueArray(fc.constantFrom('sale', 'new', 'live'), { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: [] },
  )
  const grant = fc
    .record(
      {
        effect: fc.constantFrom('allow', 'allow', 'allow', 'deny'),
        actions: fc.uniqueArray(fc.constantFrom(...actions), { minLength: 1, maxLength: 3 }),
        resources: fc.array(resource, { minLength: 1, maxLength: 2 }),
        fields: fc.uniqueArray(fc.constantFrom('title', 'price', 'status'), { minLength: 1, maxLength: 2 }),
        conditions,
      },
      { requiredKeys: ['effect', 'actions', 'resources'] },
    )
    .map(acceptable)
  return fc.array(grant, { minLength: 1, maxLength: 5 })
}

/** Fields are about updates, and in a deny about nothing else. */
function acceptable({ fields, conditions, ...grant }: Grant): Grant {
  const updates = grant.actions.includes('content.update')
  const onlyUpdates = grant.actions.every((action) => action === 'content.update')
  const keeps = fields !== undefined && (grant.effect === 'deny' ? onlyUpdates : updates)
  const given = conditions !== undefined && Object.keys(conditions).length > 0
  return { ...grant, ...(keeps && { fields }), ...(given && { conditions }) }
}
