import { describe, expect, test } from 'vitest'
import { type KindRow, kinds, type TokenKind, tokenKinds } from './kinds.ts'
import { mayMake, type Standing } from './makers.ts'

const everybody: readonly Standing[] = [
  'account',
  'password-login',
  'owner',
  'administrator',
  'developer',
  'editor',
  'viewer',
  'custom-role',
  'release-owner',
  'installation-administrator',
]

function kindsWhere(holds: (row: KindRow) => boolean): readonly TokenKind[] {
  return tokenKinds.filter((kind) => holds(kinds[kind]))
}

/** The standings that may make a token of the kind by themselves, all holding tokens.create. */
function makersOf(kind: TokenKind, reach: 'account' | 'space' | 'installation'): readonly Standing[] {
  return everybody.filter((standing) =>
    mayMake(kinds[kind].makers, { standings: [standing], holds: (action) => action === 'tokens.create' }, reach),
  )
}

function actionsOf(kind: TokenKind): readonly string[] {
  return kinds[kind].ceiling?.flatMap((grant) => grant.actions) ?? []
}

function statesOf(kind: TokenKind): readonly string[] {
  return (
    kinds[kind].ceiling
      ?.filter((grant) => grant.actions.includes('content.read'))
      .flatMap<string>((grant) => grant.conditions?.status ?? ['any']) ?? []
  )
}

describe('the table', () => {
  test('has a row for each of the ten kinds', () => {
    expect(Object.keys(kinds)).toEqual([...tokenKinds])
  })

  test('names the prefixes', () => {
    expect(tokenKinds.map((kind) => kinds[kind].prefix)).toEqual([
      'pat',
      'ses',
      'dlv',
      'prv',
      'ast',
      'rel',
      'thm',
      'mgt',
      'api',
      'acc',
    ])
  })

  test('names the titles', () => {
    expect(tokenKinds.map((kind) => kinds[kind].title)).toEqual([
      'Personal token',
      'Session',
      'Delivery token',
      'Preview token',
      'Asset token',
      'Release token',
      'Theme token',
      'Management token',
      'API token',
      'Access token',
    ])
  })

  test('gives every ceiling as a list of allows without fields', () => {
    const grants = tokenKinds.flatMap((kind) => kinds[kind].ceiling ?? [])
    expect(grants.filter((grant) => grant.effect !== 'allow' || grant.fields !== undefined)).toEqual([])
  })

  test('gives every action of a ceiling on all things of its own area', () => {
    const pairs = tokenKinds.flatMap((kind) =>
      (kinds[kind].ceiling ?? []).flatMap((grant) => grant.actions.map((action) => [action, ...grant.resources])),
    )
    expect(pairs).not.toEqual([])
    for (const [action, ...resources] of pairs) expect(resources).toEqual([`${action?.split('.')[0]}:*`])
  })

  test('gives a slot pool to one kind only', () => {
    const pools = tokenKinds.flatMap((kind) => kinds[kind].limit?.pool ?? [])
    expect(new Set(pools).size).toBe(pools.length)
  })
})

describe('what a token is tied to', () => {
  test('personal: an account', () => expect(kindsWhere((row) => row.tiedTo === 'account')).toEqual(['personal']))

  test("session: an account's login", () => expect(kindsWhere((row) => row.tiedTo === 'login')).toEqual(['session']))

  test('api: listed spaces, or the installation', () =>
    expect(kindsWhere((row) => row.tiedTo === 'spaces-or-installation')).toEqual(['api']))

  test('all others: one space', () =>
    expect(kindsWhere((row) => row.tiedTo === 'space')).toEqual([
      'delivery',
      'preview',
      'asset',
      'release',
      'theme',
      'management',
      'access',
    ]))

  test('delivery: exactly one environment', () =>
    expect(kindsWhere((row) => row.needsEnvironment === 'one')).toEqual(['delivery']))

  test('preview: one environment or all', () =>
    expect(kindsWhere((row) => row.needsEnvironment === 'one-or-all')).toEqual(['preview']))

  test('access and all others: no environment of their own', () =>
    expect(kindsWhere((row) => row.needsEnvironment === 'none')).toHaveLength(8))

  test('release: listed releases', () => expect(kindsWhere((row) => row.needsReleases)).toEqual(['release']))

  test('tokens that read or manage one space can be narrowed to branches and aliases', () =>
    expect(kindsWhere((row) => row.carriesBranches)).toEqual([
      'delivery',
      'preview',
      'asset',
      'release',
      'theme',
      'management',
    ]))

  test('session and personal tokens follow their owner live', () =>
    expect(kindsWhere((row) => row.actsAs === 'account')).toEqual(['personal', 'session']))

  test('all others belong to their space and survive their maker', () =>
    expect(kindsWhere((row) => row.actsAs === 'token')).toHaveLength(8))
})

describe('what narrows a token', () => {
  test('a role: delivery, preview, asset, release and theme', () =>
    expect(kindsWhere((row) => row.carriesRole)).toEqual(['delivery', 'preview', 'asset', 'release', 'theme']))

  test('the Administrator role cannot be bound to any token', () =>
    expect(kindsWhere((row) => row.bindableAdministrator)).toEqual([]))

  test('grants of its own: what can be bound to a role, save theme, and api', () =>
    expect(kindsWhere((row) => row.carriesGrants)).toEqual(['delivery', 'preview', 'asset', 'release', 'api']))

  test('a scope: personal', () => expect(kindsWhere((row) => row.carriesScope)).toEqual(['personal']))

  test('a mode: management', () => expect(kindsWhere((row) => row.modes !== null)).toEqual(['management']))

  test('no ceiling: personal, session and api', () =>
    expect(kindsWhere((row) => row.ceiling === null)).toEqual(['personal', 'session', 'api']))
})

describe('a delivery token', () => {
  test('reads content, media and datasources, and never writes', () =>
    expect(actionsOf('delivery')).toEqual(['content.read', 'media.read', 'datasources.read']))

  test('never sees draft, protected or archived content', () => expect(statesOf('delivery')).toEqual(['published']))

  test('shows published content only', () => expect(kinds.delivery.delivers).toBe('published'))

  test('is the only kind that may let shared caches keep its answers', () =>
    expect(kindsWhere((row) => row.carriesCacheTtl)).toEqual(['delivery']))

  test('is the only kind that is safe in a browser', () =>
    expect(kindsWhere((row) => row.publishable)).toEqual(['delivery']))
})

describe('the other readers', () => {
  test('a preview token reads the same and drafts, what is protected like a draft, and releases', () => {
    expect(actionsOf('preview')).toEqual([...actionsOf('delivery'), 'releases.read'])
    expect(statesOf('preview')).toEqual(['published', 'draft', 'protected'])
  })

  test('a release token reads published content and never what is protected', () => {
    expect(actionsOf('release')).toEqual(actionsOf('delivery'))
    expect(statesOf('release')).toEqual(['published'])
  })

  test('an asset token reads media and nothing else', () => expect(actionsOf('asset')).toEqual(['media.read']))

  test('a theme token opens nothing of the platform, is accepted, and warned about', () => {
    expect(kinds.theme.ceiling).toEqual([])
    expect(kindsWhere((row) => row.deprecated)).toEqual(['theme'])
  })

  test('an access token reads published content and drafts, and never writes', () => {
    expect(actionsOf('access')).toEqual(['content.read', 'media.read', 'datasources.read'])
    expect(statesOf('access')).toEqual(['published', 'draft'])
  })

  test('an access token exists only in spaces created up to 2020-12-16', () =>
    expect(tokenKinds.map((kind) => kinds[kind].existsInSpacesUpTo).filter((day) => day !== null)).toEqual([
      '2020-12-16',
    ]))
})

describe('on the delivery API', () => {
  test('delivery and release tokens see what is published', () =>
    expect(kindsWhere((row) => row.delivers === 'published')).toEqual(['delivery', 'release']))

  test('asset and theme tokens see no content', () =>
    expect(kindsWhere((row) => row.delivers === 'nothing')).toEqual(['asset', 'theme']))

  test('all others may see drafts too', () =>
    expect(kindsWhere((row) => row.delivers === 'drafts-too')).toEqual([
      'personal',
      'session',
      'preview',
      'management',
      'api',
      'access',
    ]))
})

describe('bytes of assets', () => {
  test('private ones: asset tokens, and personal, session, management and api', () =>
    expect(kindsWhere((row) => row.assets.includes('private'))).toEqual([
      'personal',
      'session',
      'asset',
      'management',
      'api',
    ]))

  test('none at all: theme', () => expect(kindsWhere((row) => row.assets.length === 0)).toEqual(['theme']))

  test('public ones: every kind that reads content', () =>
    expect(kindsWhere((row) => row.assets.includes('public'))).toEqual(kindsWhere((row) => row.delivers !== 'nothing')))
})

describe('a management token', () => {
  const actions = actionsOf('management')
  const areas = new Set(actions.map((action) => action.slice(0, action.indexOf('.'))))

  test('manages content, schema, datasources, media, releases, locales, roles and webhooks', () => {
    expect(actions.filter((action) => !action.endsWith('.read'))).toEqual([
      'content.create',
      'content.update',
      'content.publish',
      'content.delete',
      'content.restore',
      'content.revisions.restore',
      'schema.create',
      'schema.update',
      'schema.delete',
      'media.upload',
      'media.update',
      'media.delete',
      'releases.create',
      'releases.update',
      'releases.publish',
      'releases.delete',
      'locales.create',
      'locales.update',
      'locales.delete',
      'roles.create',
      'roles.update',
      'roles.delete',
      'datasources.create',
      'datasources.update',
      'datasources.delete',
      'webhooks.manage',
      'publish-requests.create',
    ])
  })

  test('reads what it manages, and environments, branches, members and publish requests', () => {
    expect(actions.filter((action) => action.endsWith('.read'))).toEqual([
      'content.read',
      'content.revisions.read',
      'schema.read',
      'media.read',
      'releases.read',
      'locales.read',
      'roles.read',
      'datasources.read',
      'environments.read',
      'branches.read',
      'users.read',
      'publish-requests.read',
    ])
  })

  test.each(['tokens', 'organizations', 'spaces', 'profile', 'activity', 'backups', 'updates'])(
    'reaches nothing of %s',
    (area) => expect(areas).not.toContain(area),
  )

  test('is not narrowed by entry states', () => expect(statesOf('management')).toEqual(['any']))
})

describe('who may make a token', () => {
  test.each(['delivery', 'preview', 'asset', 'theme', 'api'] as const)(
    '%s: owner, Administrator and Developer, and roles that hold tokens.create',
    (kind) => expect(makersOf(kind, 'space')).toEqual(['owner', 'administrator', 'developer', 'custom-role']),
  )

  test.each(['delivery', 'preview', 'asset', 'theme', 'api', 'management'] as const)(
    '%s: nobody without tokens.create',
    (kind) => expect(mayMake(kinds[kind].makers, { standings: everybody, holds: () => false }, 'space')).toBe(false),
  )

  test('release: the owner of the release, and Administrator', () =>
    expect(makersOf('release', 'space')).toEqual(['administrator', 'release-owner']))

  test('management: owner and Administrator; not Developer, not Editor', () =>
    expect(makersOf('management', 'space')).toEqual(['owner', 'administrator']))

  test('api tokens of the whole installation: installation administrators', () =>
    expect(makersOf('api', 'installation')).toEqual(['installation-administrator']))

  test('no other kind reaches the whole installation', () =>
    expect(tokenKinds.filter((kind) => makersOf(kind, 'installation').length > 0)).toEqual(['api']))

  test('personal: the account itself, without tokens.create', () => {
    expect(makersOf('personal', 'account')).toEqual(['account'])
    expect(mayMake(kinds.personal.makers, { standings: ['account'], holds: () => false }, 'account')).toBe(true)
  })

  test('session: a password login', () => expect(makersOf('session', 'account')).toEqual(['password-login']))

  test('access: nobody', () => expect(kinds.access.makers).toEqual([]))

  test('only access tokens are reset, by owner, Administrator and Developer', () => {
    expect(kindsWhere((row) => row.resetters.length > 0)).toEqual(['access'])
    const may = everybody.filter((standing) =>
      mayMake(kinds.access.resetters, { standings: [standing], holds: () => false }, 'space'),
    )
    expect(may).toEqual(['owner', 'administrator', 'developer'])
  })
})

describe('limits', () => {
  test.each([
    ['delivery', 20],
    ['management', 10],
    ['access', 1],
  ] as const)(
    '%s: %i for a space, the next is refused, and inactive and expired ones hold their slot',
    (kind, perOwner) =>
      expect(kinds[kind].limit).toEqual({
        pool: kind,
        owner: 'space',
        perOwner,
        onFull: 'refuse',
        heldWhile: ['active', 'inactive', 'expired'],
      }),
  )

  test('session: 20 for an account, the 21st ends the oldest, and an ended one holds no slot', () =>
    expect(kinds.session.limit).toEqual({
      pool: 'session',
      owner: 'account',
      perOwner: 20,
      onFull: 'end-oldest',
      heldWhile: ['active', 'inactive'],
    }))

  test('all others: any number', () =>
    expect(kindsWhere((row) => row.limit === null)).toEqual([
      'personal',
      'preview',
      'asset',
      'release',
      'theme',
      'api',
    ]))
})

describe('secrets', () => {
  test('delivery, preview, asset, release, theme and access tokens can be read again', () =>
    expect(kindsWhere((row) => row.readableAgain === 'yes')).toEqual([
      'delivery',
      'preview',
      'asset',
      'release',
      'theme',
      'access',
    ]))

  test('personal tokens can be read again where the instance says so', () =>
    expect(kindsWhere((row) => row.readableAgain === 'by-setting')).toEqual(['personal']))

  test('personal, management and api tokens rotate', () =>
    expect(kindsWhere((row) => row.renewal === 'rotate')).toEqual(['personal', 'management', 'api']))

  test('delivery, preview, asset, release and theme tokens are constant', () =>
    expect(kindsWhere((row) => row.renewal === 'constant')).toEqual([
      'delivery',
      'preview',
      'asset',
      'release',
      'theme',
    ]))

  test('access tokens are reset', () => expect(kindsWhere((row) => row.renewal === 'reset')).toEqual(['access']))

  test('sessions are renewed by logging in', () =>
    expect(kindsWhere((row) => row.renewal === 'login')).toEqual(['session']))
})

describe('expiry', () => {
  test('a session does not expire by itself unless the instance says so', () =>
    expect(kindsWhere((row) => row.expires === 'by-setting')).toEqual(['session']))

  test('an access token never expires', () => expect(kindsWhere((row) => row.expires === 'never')).toEqual(['access']))

  test('it is optional for all others', () => expect(kindsWhere((row) => row.expires === 'optional')).toHaveLength(8))
})

describe('changes', () => {
  test.each([
    ['personal', ['name', 'description', 'state', 'rate-limit', 'networks']],
    ['session', []],
    [
      'delivery',
      ['name', 'description', 'state', 'role', 'grants', 'branches', 'rate-limit', 'networks', 'origins', 'cache-ttl'],
    ],
    ['preview', ['name', 'description', 'state', 'role', 'grants', 'branches', 'rate-limit', 'networks']],
    ['asset', ['name', 'description', 'state', 'role', 'grants', 'branches', 'rate-limit', 'networks']],
    ['release', ['name', 'description', 'state', 'role', 'grants', 'branches', 'rate-limit', 'networks']],
    ['theme', ['name', 'description', 'state', 'role', 'branches', 'rate-limit', 'networks']],
    ['management', ['name', 'description', 'state', 'branches', 'rate-limit', 'networks']],
    ['api', ['name', 'description', 'state', 'grants', 'rate-limit', 'networks']],
    ['access', ['name', 'description', 'state', 'rate-limit', 'networks']],
  ] as const)('of a %s token can touch %j and nothing else', (kind, editable) =>
    expect(kinds[kind].editable).toEqual(editable),
  )
})

test('operations off the public token API are not found by api tokens and refused by kind to all others', () =>
  expect(kindsWhere((row) => row.elsewhere === 'not-found')).toEqual(['api']))
