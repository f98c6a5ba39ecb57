import { tokenKinds } from '@latchkey/tokens/kinds'
import { defaultGraceMs, longestGraceMs } from '@latchkey/tokens/rotation'
import type { Scope as TokenScope } from '@latchkey/tokens/scope'
import { Type } from 'typebox'
import { Grants, GrantsInput } from '../grant-schema.ts'
import {
  Id,
  listQuery,
  Name,
  Note,
  nullable,
  offsetQuery,
  oneOf,
  Serial,
  Slug,
  strict,
  Timestamp,
  TokenId,
  Version,
} from '../schema.ts'
import { sentTerms, serverTerms, shownTerms } from './terms.ts'

/** A personal token's scope. `custom` lists are frozen; the other forms follow the catalogue. */
export const Scope = Type.Unsafe<TokenScope>(
  Type.Union([
    strict({ form: oneOf(['custom']), operations: Type.Array(Type.String(), { minItems: 1, maxItems: 1000 }) }),
    strict({
      form: oneOf(['resources']),
      resources: Type.Record(Type.String(), oneOf(['read', 'write', 'publish']), { minProperties: 1 }),
    }),
    // Last: an answer is written by the first form whose keys it has.
    strict({ form: oneOf(['all', 'read', 'cli']) }),
  ]),
)

/** The spaces that a personal or api token may reach: all, those the account owns, or a list of ids or slugs. */
export const SpaceReach = Type.Union([
  oneOf(['all', 'owned']),
  Type.Array(Type.String(), { minItems: 1, maxItems: 100 }),
])

/** Branches or aliases of a token, by name: all, also those that are made later, or the listed ones. */
export const BranchReach = Type.Union([oneOf(['all']), Type.Array(Type.String(), { maxItems: 100, uniqueItems: true })])
const branchReach = {
  branches: Type.Optional(BranchReach),
  aliases: Type.Optional(BranchReach),
}

/** A token without its secret, which is answered once, by the operation that made it. */
export const Token = strict({
  id: TokenId,
  serial: Serial,
  kind: oneOf(tokenKinds),
  name: Type.String(),
  description: Type.String(),
  /** Such as `lk_dlv_7Hq2mK9xB1aZ_••••`. */
  masked: Type.String(),
  state: oneOf(['active', 'inactive', 'revoked', 'expired']),
  space: nullable(strict({ id: Id, slug: Slug })),
  environment: nullable(strict({ id: Id, slug: Slug })),
  role: nullable(strict({ id: Id, name: Type.String() })),
  grants: nullable(Grants),
  scope: nullable(Scope),
  mode: nullable(oneOf(['read', 'write', 'read-write'])),
  spaces: nullable(SpaceReach),
  /** Null for kinds that no branch narrows. */
  branches: nullable(BranchReach),
  aliases: nullable(BranchReach),
  /** The releases as of which it reads, those that the caller may know of; null for other kinds. */
  releases: nullable(Type.Array(strict({ id: Id, name: Type.String() }))),
  reach: Type.Array(Type.String(), { description: 'What it can do, in sentences.' }),
  ...shownTerms,
  created_by: Type.String({ description: '`account:…` or `token:…`' }),
  created_at: Timestamp,
  updated_at: Timestamp,
  expires_at: nullable(Timestamp),
  last_used_at: nullable(Timestamp),
  secret_version: Type.Integer({ minimum: 1, description: 'Raised by each rotation.' }),
  previous_secret_until: nullable(Timestamp, {
    description: 'How long the secret before works on; null: it does not.',
  }),
  retired_secret_used_at: nullable(Timestamp, {
    description: 'When a secret that had retired was last refused: somebody still uses it. Null: never.',
  }),
  warnings: Type.Optional(Type.Array(Type.String())),
  version: Version,
})

/** A token as lists show it. */
export const ListedToken = strict({
  ...Token.properties,
  usage: Type.Optional(
    Type.Array(
      strict({
        day: Type.String({ examples: ['2026-11-27'], description: 'In UTC.' }),
        calls: Type.Integer({ minimum: 0 }),
        refused: Type.Integer({ minimum: 0, description: 'How many of the calls were refused.' }),
      }),
      { description: 'Where `usage_days` asks for it: the days with calls, the first one first.' },
    ),
  ),
})

/** How a list of tokens is narrowed and sorted: by members of their records. */
export const tokenListQuery = {
  ...listQuery,
  ...offsetQuery,
  search: Type.Optional(
    Type.String({ maxLength: 200, description: 'Words that must occur in the name, the description or the id.' }),
  ),
  usage_days: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 30,
      description: 'Tells of each token how often it called on the last so many days, today among them.',
    }),
  ),
}

/** The answer of the operation that made the secret: the only one that holds it. */
export const IssuedToken = strict({
  ...Token.properties,
  secret: Type.Optional(Type.String()),
  secret_shown: Type.Optional(
    Type.Boolean({ description: 'True on a repeated idempotent request: the secret was in the first answer.' }),
  ),
})

/** What is revoked besides the token itself. */
export const cascadeQuery = {
  cascade: Type.Optional(
    Type.Boolean({ description: 'Revokes all that the token has made, too, and what that has made: all or none.' }),
  ),
}

/** A token that was revoked. */
export const RevokedToken = strict({
  ...Token.properties,
  also_revoked: Type.Optional(
    Type.Array(TokenId, {
      description: 'With `cascade`: the tokens that it had made and that were not revoked before.',
    }),
  ),
})

/** How a secret is renewed. */
export const Rotation = strict({
  grace_seconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: longestGraceMs / 1000,
      default: defaultGraceMs / 1000,
      description: 'How long the old secret works on; 0: it ends at once.',
    }),
  ),
})

/** The answer of the operation that reads a secret again. */
export const RevealedToken = strict({ id: TokenId, secret: Type.String() })

/** A token may be made paused. */
const firstState = Type.Optional(oneOf(['active', 'inactive'], { description: 'Default `active`.' }))
/** Sent in a change, a token is paused or resumed besides: what `deactivate` and `activate` do, decided as these are. */
const nextState = Type.Optional(oneOf(['active', 'inactive']))

export const NewSpaceToken = strict({
  kind: oneOf(['delivery', 'management', 'api', 'preview', 'release', 'asset', 'theme']),
  name: Name,
  description: Type.Optional(Note),
  environment: Type.Optional(Type.String({ description: 'Delivery tokens: exactly one. Default `production`.' })),
  role: Type.Optional(Type.String({ description: 'Id or name of a role to bind.' })),
  grants: Type.Optional(GrantsInput),
  mode: Type.Optional(oneOf(['read', 'write', 'read-write'])),
  releases: Type.Optional(
    Type.Array(Id, {
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      description: 'Release tokens: those as of which it reads.',
    }),
  ),
  spaces: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 100 })),
  ...branchReach,
  ...sentTerms,
  state: firstState,
  expires_at: Type.Optional(Timestamp),
})

/** An API token of the installation: it reaches every space, as far as its grants go. */
export const NewInstallationToken = strict({
  name: NewSpaceToken.properties.name,
  description: NewSpaceToken.properties.description,
  grants: GrantsInput,
  ...serverTerms,
  state: firstState,
  expires_at: NewSpaceToken.properties.expires_at,
})

/** A release token of the release that the path names, and of further ones. */
export const NewReleaseToken = strict({
  name: NewSpaceToken.properties.name,
  description: NewSpaceToken.properties.description,
  role: NewSpaceToken.properties.role,
  grants: NewSpaceToken.properties.grants,
  releases: NewSpaceToken.properties.releases,
  ...serverTerms,
  expires_at: NewSpaceToken.properties.expires_at,
})

export const NewPersonalToken = strict({
  name: Name,
  description: Type.Optional(Note),
  scope: Scope,
  spaces: Type.Optional(SpaceReach),
  ...serverTerms,
  state: firstState,
  expires_at: Type.Optional(Timestamp),
})

export const TokenChange = strict({
  name: Type.Optional(Name),
  description: Type.Optional(Note),
  grants: Type.Optional(GrantsInput),
  ...branchReach,
  ...sentTerms,
  state: nextState,
})

export const InstallationTokenChange = strict({
  name: TokenChange.properties.name,
  description: TokenChange.properties.description,
  grants: TokenChange.properties.grants,
  ...serverTerms,
  state: nextState,
})

export const PersonalTokenChange = strict({
  name: Type.Optional(Name),
  description: Type.Optional(Note),
  ...serverTerms,
  state: nextState,
})
