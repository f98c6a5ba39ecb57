import fc from 'fast-check'
import type { Conditions, Grant, Status } from '../grant.ts'
import type { Request, SpaceName, Target, Touch } from '../request.ts'

// Few names, so that generated grants and requests meet often; ids have the shape that slugs are refused.

export const shop: SpaceName = { id: '01890a5d-ac96-774b-bcce-b302099a8001', slug: 'shop' }
export const site: SpaceName = { id: '01890a5d-ac96-774b-bcce-b302099a8002', slug: 'site-a' }
export const statuses: readonly Status[] = ['draft', 'published', 'protected', 'archived']
export const ids: readonly string[] = [
  '01890a5d-ac96-774b-bcce-b302099a8057',
  '01890a5d-ac96-774b-bcce-b302099a8058',
  '7c4f0e9e-1b7d-4f7a-9d53-2a9f5f1f8e11',
]
const slugs = ['homepage', 'home', 'about', 'page-2', 'news-1', 'p']
const types = ['pages', 'posts', 'post']
const files = ['logo.png', 'hero.jpg', 'category']
const categories = ['Brand', 'Brand / Logos', 'Docs']
const fieldNames = ['title', 'price', 'body', 'slug', 'status']
const localeCodes = ['en', 'de', 'fr']
const tagNames = ['sale', 'new', 'press', 'Sale']
const principals = ['account:1', 'account:2', 'token:3']
const actions = {
  content: ['content.read', 'content.create', 'content.update', 'content.publish', 'content.delete'],
  media: ['media.read', 'media.upload', 'media.update'],
  schema: ['schema.read', 'schema.update'],
  tokens: ['tokens.revoke'],
  users: ['users.read'],
  dashboard: ['dashboard.read'],
} as const

const oneOf = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const someOf = <Value>(values: readonly Value[], max = values.length): fc.Arbitrary<readonly Value[]> =>
  fc.uniqueArray(oneOf(values), { minLength: 1, maxLength: max })

/** A name with some of its runs replaced by wildcards, so that patterns often match and often nearly do. */
const worn = (name: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(name, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 4 })).map(([text, at, length, kind]) => {
    if (kind < 2) return text
    const from = at % (text.length + 1)
    const end = kind === 2 ? text.length : Math.min(text.length, from + (length % 5))
    return `${text.slice(0, from)}*${text.slice(end)}`
  })

const contentBody = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom('content', 'content:*', '*', '*:*', '*:*:*', 'content:*:*', 'content:*:*:*'),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(oneOf(types), fc.constantFrom('', ':*')).map(([type, end]) => `content:${type}${end}`),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(worn(oneOf(types)), worn(oneOf([...slugs, ...ids])))
      .map(([type, item]) => `content:${type}:${item}`),
  },
  { weight: 1, arbitrary: worn(fc.tuple(oneOf(types), oneOf(slugs)).map(([type, slug]) => `content:${type}:${slug}`)) },
  { weight: 1, arbitrary: worn(oneOf(types)).map((type) => `content:${type}`) },
)
const mediaBody = fc.oneof(
  fc.constantFrom('media', 'media:*', 'media:category:*'),
  worn(oneOf([...files, ...ids])).map((item) => `media:${item}`),
  worn(oneOf(categories)).map((category) => `media:category:${category}`),
)
const otherBody = fc.oneof(
  fc.constantFrom('schema', 'schema:*', 'schema:pages', 'schema:po*', 'users', 'dashboard', 'dashboard:*', 'tokens:*'),
  oneOf(ids).map((id) => `tokens:${id}`),
  oneOf(ids).map((id) => `users:${id}`),
)
const body = fc.oneof(
  { weight: 6, arbitrary: contentBody },
  { weight: 3, arbitrary: mediaBody },
  { weight: 1, arbitrary: otherBody },
)
const prefix = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('space', 'workspace'), oneOf([shop.slug, shop.id, site.slug, 's*', '*', '0189*', 'other']))
      .map(([word, space]) => `${word}:${space}:`),
  },
)

/** Patterns that `parseGrants` accepts. */
export const resource: fc.Arbitrary<string> = fc.tuple(prefix, body).map(([space, text]) => {
  const area = text.split(':', 1)[0] ?? ''
  // Behind a prefix the area is literal, unless all that follows is a star.
  return area.includes('*') && text !== '*' ? text : space + text
})

const conditions: fc.Arbitrary<Conditions> = fc.record(
  {
    own: fc.constant(true as const),
    status: someOf(statuses, 3),
    locales: someOf(localeCodes, 2),
    tags: someOf(tagNames, 3),
  },
  { requiredKeys: [] },
)

const grantOf = (effect: Grant['effect']): fc.Arbitrary<Grant> =>
  fc
    .record(
      {
        effect: fc.constant(effect),
        actions: fc.oneof(
          { weight: 1, arbitrary: fc.constant(['*']) },
          { weight: 5, arbitrary: someOf(actions.content) },
          {
            weight: 3,
            arbitrary: someOf([
              ...actions.content,
              ...actions.media,
              ...actions.schema,
              'tokens.revoke',
              'dashboard.read',
            ]),
          },
        ),
        resources: fc.array(resource, { minLength: 1, maxLength: 3 }),
        fields: someOf(fieldNames, 3),
        conditions,
      },
      { requiredKeys: ['effect', 'actions', 'resources'] },
    )
    .map(acceptable)

/** The generated grant without what `parseGrants` refuses for its actions. */
function acceptable({ fields, conditions: given, ...grant }: Grant): Grant {
  const names = (action: string): boolean => grant.actions.includes(action)
  const anyOf = (pattern: RegExp): boolean => grant.actions.some((action) => action === '*' || pattern.test(action))
  const onlyWrites = grant.actions.every((action) => action === 'content.create' || action === 'content.update')
  const someWrites = grant.actions.includes('*') || names('content.create') || names('content.update')
  const keepsFields = fields !== undefined && (grant.effect === 'deny' ? onlyWrites : someWrites)
  const own = given?.own !== undefined && anyOf(/^(?:content|media|tokens)\./) ? { own: given.own } : {}
  const rest = anyOf(/^content\./)
    ? { ...(given?.status && { status: given.status }), ...(given?.locales && { locales: given.locales }) }
    : {}
  const tags = given?.tags !== undefined && anyOf(/^(?:content|media)\./) ? { tags: given.tags } : {}
  const kept = { ...own, ...rest, ...tags }
  return { ...grant, ...(keepsFields && { fields }), ...(Object.keys(kept).length > 0 && { conditions: kept }) }
}

export const allow: fc.Arbitrary<Grant> = grantOf('allow')
export const deny: fc.Arbitrary<Grant> = grantOf('deny')

/** Mostly allows, for lists of denies decide nothing. */
export const grants: fc.Arbitrary<readonly Grant[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: allow }, { weight: 1, arbitrary: deny }),
  { maxLength: 6 },
)

export const bound: fc.Arbitrary<readonly SpaceName[] | undefined> = fc.constantFrom(
  undefined,
  undefined,
  [shop],
  [shop, site],
)

const space = fc.constantFrom(shop, shop, site)
const creator = fc.option(oneOf(principals), { nil: null })
const locales = fc.subarray([...localeCodes])
const touches: fc.Arbitrary<readonly Touch[]> = fc.uniqueArray(
  fc.record({ field: fc.oneof(oneOf(fieldNames), fc.constant('unheard-of')), locale: oneOf(localeCodes) }),
  { maxLength: 4, selector: ({ field, locale }) => `${field} ${locale}` },
)

const tags = fc.subarray([...tagNames])

export const entries: fc.Arbitrary<Target> = fc.record(
  {
    area: fc.constant('content'),
    space,
    type: oneOf(types),
    id: oneOf(ids),
    name: oneOf(slugs),
    creator,
    status: oneOf(statuses),
    tags,
    publishedTags: tags,
  },
  { requiredKeys: ['area', 'space', 'type', 'id', 'name', 'creator', 'status', 'tags'] },
)

/** Now and then nobody tells the tags. */
const orUntold = (target: Target, isUntold: boolean): Target => {
  const { tags: _tags, publishedTags: _published, ...others } = target
  return isUntold ? others : target
}

const rarely = fc.integer({ min: 0, max: 15 }).map((drawn) => drawn === 0)

const contentRequest: fc.Arbitrary<Request> = fc
  .record({
    asked: fc.record(
      { action: oneOf(actions.content), principal: oneOf(principals), target: entries, locales },
      { requiredKeys: ['action', 'principal', 'target'] },
    ),
    touches,
    after: fc.record({ name: oneOf(slugs), status: oneOf(statuses), tags }, { requiredKeys: [] }),
    isUntold: rarely,
  })
  .map(({ asked: told, touches: touched, after, isUntold }) => {
    const asked = { ...told, target: orUntold(told.target, isUntold) }
    const { id: _unborn, publishedTags: _none, ...resulting } = asked.target
    if (asked.action === 'content.update') return { ...asked, after, touches: touched }
    if (asked.action !== 'content.create') return asked
    return { ...asked, target: { ...resulting, creator: asked.principal }, touches: touched }
  })

const mediaRequest: fc.Arbitrary<Request> = fc
  .record({
    action: oneOf(actions.media),
    principal: oneOf(principals),
    space,
    id: oneOf(ids),
    name: oneOf(files),
    category: fc.option(oneOf(categories), { nil: null }),
    creator,
    tags,
    after: fc.record({ category: fc.option(oneOf(categories), { nil: null }), tags }, { requiredKeys: [] }),
    isUntold: rarely,
  })
  .map(({ action, principal, id, after, isUntold, ...facts }) => ({
    action,
    principal,
    target: orUntold({ area: 'media', ...facts, ...(action !== 'media.upload' && { id }) }, isUntold),
    ...(action === 'media.update' && { after }),
  }))

const otherRequest: fc.Arbitrary<Request> = fc.oneof(
  fc.record({
    action: oneOf(actions.schema),
    principal: oneOf(principals),
    target: fc.record({ area: fc.constant('schema'), space, type: oneOf(types) }),
  }),
  fc.record({
    action: fc.constant('tokens.revoke'),
    principal: oneOf(principals),
    target: fc.record({ area: fc.constant('tokens'), space: fc.constantFrom(shop, null), id: oneOf(ids), creator }),
  }),
  fc.record({
    action: fc.constant('dashboard.read'),
    principal: oneOf(principals),
    target: fc.record({ area: fc.constant('dashboard'), space: fc.constantFrom(shop, null) }),
  }),
)

export const request: fc.Arbitrary<Request> = fc.oneof(
  { weight: 6, arbitrary: contentRequest },
  { weight: 3, arbitrary: mediaRequest },
  { weight: 1, arbitrary: otherRequest },
)

/** A grant that speaks of the request: of its action, and of its thing under one of many names. */
const aimed = ({ action, target }: Request): fc.Arbitrary<Grant> => {
  const stem = target.area === 'content' ? `content:${target.type ?? ''}` : target.area
  const names = [
    stem,
    target.area,
    '*',
    ...[target.name, target.id].flatMap((name) => (name ? [`${stem}:${name}`] : [])),
  ]
  if (typeof target.category === 'string') names.push(`media:category:${target.category}`)
  const spaces = target.space === null ? [''] : ['', '', `space:${target.space.slug}:`, `space:${target.space.id}:`]
  return fc
    .record({
      shape: fc.oneof({ weight: 4, arbitrary: allow }, { weight: 1, arbitrary: deny }),
      plain: fc.boolean(),
      resource: fc.tuple(oneOf(spaces), oneOf(names)).map((texts) => texts.join('')),
    })
    .map(({ shape, plain, resource: named }) => {
      const { fields, conditions: given, ...rest } = shape
      const speaking = {
        ...rest,
        actions: [...new Set([...rest.actions, action])],
        resources: [...rest.resources, named],
      }
      return acceptable(
        plain ? speaking : { ...speaking, ...(fields && { fields }), ...(given && { conditions: given }) },
      )
    })
}

/** Lists that mostly speak of one request. */
export const aimedGrants = (asked: Request): fc.Arbitrary<readonly Grant[]> =>
  fc.array(fc.oneof({ weight: 2, arbitrary: aimed(asked) }, { weight: 1, arbitrary: allow }), { maxLength: 6 })

export const pair: fc.Arbitrary<{ readonly grants: readonly Grant[]; readonly request: Request }> = request.chain(
  (asked) => fc.record({ request: fc.constant(asked), grants: aimedGrants(asked) }),
)
/** One list, aimed at the first of several requests. */
export const exam = (
  count: number,
): fc.Arbitrary<{ readonly grants: readonly Grant[]; readonly requests: readonly Request[] }> =>
  fc
    .tuple(pair, fc.array(request, { minLength: count - 1, maxLength: count - 1 }))
    .map(([{ grants: list, request: first }, others]) => ({ grants: list, requests: [first, ...others] }))
