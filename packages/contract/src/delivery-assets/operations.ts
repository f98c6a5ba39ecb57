import { Type } from 'typebox'
import { media } from '../actions.ts'
import { AssetMetadata, measured } from '../assets/schemas.ts'
import { bytesKinds, readingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import {
  branchQuery,
  Id,
  listQuery,
  nullable,
  oneOf,
  page,
  Segment,
  Serial,
  strict,
  Timestamp,
  Version,
} from '../schema.ts'
import { inSpace } from '../target.ts'
import { formats, fits, qualities, steps } from './sizes.ts'

/** A file as sites read it. */
export const DeliveredAsset = strict({
  id: Id,
  serial: Serial,
  file_name: Type.String(),
  category: nullable(Type.String()),
  private: Type.Boolean(),
  ...measured,
  metadata: AssetMetadata,
  tags: Type.Optional(Type.Array(Type.String())),
  /** Path of its bytes on this server. */
  url: Type.String(),
  version: Version,
  published_at: nullable(Timestamp),
})

const scope = {
  ...branchQuery,
  environment: Type.Optional(Type.String({ description: 'For kinds that are not tied to one. Default `production`.' })),
  state: Type.Optional(oneOf(['published', 'draft'])),
}
const one = {
  params: { space: Segment, asset: Segment },
  method: 'GET',
  surface: 'delivery',
  body: null,
  action: media.read,
  access: 'read',
  tags: ['cli'],
} as const
const target = ({ params }: { params: { space: string; asset: string } }) =>
  inSpace('media', params.space, params.asset)

export const listDeliveredAssets = operation({
  id: 'delivery-assets.list',
  summary: 'List the published files that the caller may read',
  method: 'GET',
  surface: 'delivery',
  path: '/spaces/{space}/assets',
  params: { space: Segment },
  query: { ...listQuery, ...scope },
  body: null,
  result: page(DeliveredAsset),
  action: media.read,
  access: 'read',
  callers: readingKinds,
  target: ({ params }) => inSpace('media', params.space),
  problems: [],
  tags: ['cli'],
})

export const showDeliveredAsset = operation({
  ...one,
  id: 'delivery-assets.show',
  summary: 'Read about one published file by its name or id',
  path: '/spaces/{space}/assets/{asset}',
  query: scope,
  result: DeliveredAsset,
  callers: readingKinds,
  target,
  problems: [],
})

const step = (description: string) => Type.Optional(oneOf(steps, { description }))

/** How an image is wanted; only certain values, so that there is a limit to how many an image has. */
const size = {
  width: step('In pixels, for images.'),
  height: step('In pixels, for images.'),
  fit: Type.Optional(oneOf(fits, { description: 'How an image fills width and height. Default `inside`.' })),
  format: Type.Optional(oneOf(formats, { description: 'For images. Default: its own, or `webp`.' })),
  quality: Type.Optional(oneOf(qualities, { description: 'For images. Default 80.' })),
}

export const readDeliveredFile = operation({
  ...one,
  id: 'delivery-assets.file',
  summary: 'The bytes of a published file, whole, in part, or as an image of another size',
  path: '/spaces/{space}/assets/{asset}/file',
  query: {
    ...scope,
    ...size,
    signed: Type.Optional(Type.String({ maxLength: 400, description: 'From a signed URL; stands for a token.' })),
  },
  signable: 'query',
  answers: 'file',
  result: null,
  callers: bytesKinds,
  target,
  problems: [problems.rangeNotSatisfiable, problems.sizesUnavailable, problems.invalidSignedUrl],
})

export const signDeliveredFile = operation({
  ...one,
  id: 'delivery-assets.signed-url',
  summary: 'A URL that gives the bytes of a file without a token, for a time',
  path: '/spaces/{space}/assets/{asset}/signed-url',
  query: {
    ...scope,
    ttl: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 604_800, description: 'Seconds; default 3600, at most 7 days.' }),
    ),
  },
  result: strict({
    url: Type.String(),
    expires_at: Timestamp,
    /** What whoever has the bytes can tell of them. */
    file: strict({
      id: Id,
      serial: Serial,
      file_name: Type.String(),
      media_type: Type.String(),
      bytes: Type.Integer({ minimum: 0 }),
      private: Type.Boolean(),
    }),
  }),
  unshared: true,
  callers: bytesKinds,
  target,
  problems: [],
})
