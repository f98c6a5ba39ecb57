import { Type } from 'typebox'
import { tokens } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, Id, nullable, oneOf, Segment, Slug, strict, TokenId } from '../schema.ts'
import { inSpace } from '../target.ts'
import { NewSpaceToken } from '../tokens/schemas.ts'

const Count = Type.Integer({ minimum: 0 })

/** What whoever has a key can read with it, in one place. */
export const Exposure = strict({
  kind: Type.String(),
  environment: Type.String(),
  branch: Type.String(),
  state: oneOf(['published', 'draft']),
  release: nullable(Id),
  entries: Type.Integer({ minimum: 0, description: 'Of all types together, each once.' }),
  content_types: Type.Array(
    strict({
      id: Id,
      slug: Slug,
      name: Type.String(),
      singleton: Type.Boolean(),
      entries: Type.Integer({ minimum: 0, description: 'Those that are shown in any locale.' }),
      locales: Type.Array(strict({ code: Type.String(), entries: Count })),
      fields: Type.Array(Type.String(), { description: 'Every field of the type: reading shows them all.' }),
    }),
  ),
  files: strict({ count: Count, images: Count, private: Count }),
  datasources: Type.Array(strict({ id: Id, slug: Slug, entries: Count })),
  branches: Type.Array(Type.String(), {
    description: 'The branches and aliases that it may name, as far as you may read them.',
  }),
  partial: Type.Boolean({
    description: 'It may read more than you may: what you may not read is not counted and not named here.',
  }),
})

const where = {
  ...branchQuery,
  environment: Type.Optional(Type.String({ description: 'For kinds that are not tied to one. Default `production`.' })),
  state: Type.Optional(oneOf(['published', 'draft'])),
  release: Type.Optional(Type.String({ maxLength: 64, description: 'Id of a release: as of which it is read.' })),
}

/** A token that nobody has made yet, of a kind that is handed out: all that decides what it may read. */
const { mode: _mode, spaces: _spaces, kind: _kind, name, ...described } = NewSpaceToken.properties
const ImaginedToken = strict({
  ...described,
  kind: oneOf(['delivery', 'preview', 'release', 'asset']),
  name: Type.Optional(name),
})

export const showExposure = operation({
  id: 'tokens.exposure',
  summary: 'Count what whoever has a token can read with it',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/tokens/{token}/exposure',
  params: { space: Segment, token: TokenId },
  query: where,
  body: null,
  result: Exposure,
  action: tokens.read,
  access: 'read',
  callers: accountKinds,
  target: ({ params }) => inSpace('tokens', params.space, params.token),
  problems: [problems.conflict],
})

export const previewExposure = operation({
  id: 'tokens.preview-exposure',
  summary: 'Count what whoever has a token could read with it, before it is made',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/tokens/exposure',
  params: { space: Segment },
  query: where,
  body: ImaginedToken,
  result: Exposure,
  action: tokens.create,
  access: 'read',
  callers: accountKinds,
  target: ({ params }) => inSpace('tokens', params.space),
  problems: [problems.exceedsMaker],
})
