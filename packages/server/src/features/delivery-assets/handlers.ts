import {
  listDeliveredAssets,
  readDeliveredFile,
  showDeliveredAsset,
  signDeliveredFile,
} from '@latchkey/contract/delivery-assets/operations'
import { formats } from '@latchkey/contract/delivery-assets/sizes'
import type { InputOf } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import { type ImageWish, nameOf, originalBytesMax } from '../../files/image-sizes.ts'
import { signUrl, subjectOf } from '../../lib/signed-url.ts'
import { FileAnswer } from '../../pipeline/file-answer.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { decodeMetadata, tagOf } from '../assets/asset.ts'
import { liveColumns, workingColumns } from '../assets/asset-source.ts'
import { listAssets } from '../assets/list-assets.ts'
import { whoseAssets } from '../assets/load-asset.ts'
import { readPlace } from '../delivery/place.ts'
import {
  addressOf,
  type AssetPlaceQuery,
  type AssetVisit,
  findAsset,
  readableAssets,
  readSeen,
  renderAsset,
  type SeenAsset,
  sourceOf,
} from './delivered-asset.ts'

interface VisitFacts extends Facts {
  readonly visit: AssetVisit
}

interface SeenFacts extends VisitFacts {
  readonly asset: SeenAsset
}

async function visitOf(context: Context, query: AssetPlaceQuery): Promise<AssetVisit> {
  const { db, caller, space } = context
  return { db, caller, space, branch: whoseAssets(context), place: await readPlace(context, query), query }
}

async function loadSeen(
  context: Context<{ params: { asset: string }; query: AssetPlaceQuery; body: null }>,
): Promise<SeenFacts | null> {
  const { space, input } = context
  const visit = await visitOf(context, input.query)
  const asset = await findAsset(visit, input.params.asset)
  if (asset === null) return null
  const { id, name, currentCategory: category, creator, metadata } = asset
  const { tags } = decodeMetadata(metadata)
  return { target: { area: 'media', space, id, name, category, creator, tags }, visit, asset }
}

const hourSeconds = 60 * 60

export const deliveredAssetImplementations = [
  implement(listDeliveredAssets, {
    load: async (context): Promise<VisitFacts> => ({
      target: { area: 'media', space: context.space },
      visit: await visitOf(context, context.input.query),
    }),
    // Which rows are shown is the filter's to say.
    requests: () => [],
    handle: async ({ facts: { visit }, input: { query }, services, space }) => {
      const { view, draftView } = visit.place
      const { rows, ...page } = await listAssets(services.ring, {
        source: sourceOf(visit),
        filter: readableAssets(visit),
        columns: draftView === null ? liveColumns : workingColumns,
        newestBy: draftView === null ? 'published_at' : 'updated_at',
        parameters: query,
        scope: `delivery-assets ${space.id} ${view} ${draftView}`,
      })
      const ids = rows.map(({ id }) => id)
      const seen = await readSeen(visit, ids)
      const assets = ids.flatMap((id) => seen.get(id) ?? [])
      return { items: assets.map((asset) => renderAsset(visit, asset)), ...page }
    },
  }),

  implement(showDeliveredAsset, {
    load: loadSeen,
    handle: async ({ facts: { visit, asset } }) => renderAsset(visit, asset),
  }),

  implement(signDeliveredFile, {
    load: loadSeen,
    handle: async ({ facts: { asset }, input: { query }, caller, services, space, now }) => {
      const { ttl = hourSeconds, ...place } = query
      const expiresAt = now + ttl * 1000
      const url = signUrl(services.ring, {
        tokenId: caller.principal.tokenId,
        expiresAt,
        subject: subjectIn(tagOf(asset.blob)),
        place: addressOf(space, asset.id, place),
      })
      const { id, serial, fileName: file_name, mediaType: media_type, bytes, isPrivate } = asset
      return {
        url,
        expires_at: new Date(expiresAt).toISOString(),
        file: { id, serial, file_name, media_type, bytes, private: isPrivate === 1 },
      }
    },
  }),

  implement(readDeliveredFile, {
    load: loadSeen,
    handle: async ({ facts: { asset }, input: { query }, services }) => {
      const { blob, fileName, bytes, mediaType } = asset
      const { blobs, sizes } = services.files
      const tag = tagOf(blob)
      if (query.signed !== undefined && subjectOf(query.signed) !== subjectIn(tag))
        throw refuse(problems.invalidSignedUrl)
      const wish = wishOf(query, asset)
      if (wish === null) {
        const content = {
          bytes,
          mediaType,
          open: (range?: Parameters<typeof blobs.open>[1]) => blobs.open(blob, range),
        }
        return new FileAnswer({ fileName, tag, content: async () => content })
      }
      return new FileAnswer({
        fileName: `${fileName.replace(/\.\w+$/, '')}.${wish.format === 'jpeg' ? 'jpg' : wish.format}`,
        tag: `"${nameOf(blob, wish)}"`,
        content: () => sizes.get(blob, wish),
      })
    },
  }),
]

/** A tag as it stands in a signature. */
function subjectIn(tag: string): string {
  return tag.slice(1, -1)
}

type SizeQuery = InputOf<typeof readDeliveredFile>['query']

/** How an image is wanted; null for the file as it is. Refuses sizes of what is no image. */
function wishOf({ width, height, fit, format, quality }: SizeQuery, asset: SeenAsset): ImageWish | null {
  const named = Object.entries({ width, height, fit, format, quality }).find(([, value]) => value !== undefined)
  if (named === undefined) return null
  const { mediaType, bytes } = asset
  if (!mediaType.startsWith('image/') || mediaType === 'image/svg+xml' || bytes > originalBytesMax) {
    const detail = 'The file is no image that can be had in another size.'
    throw refuse(problems.invalidQuery, undefined, { errors: [{ parameter: named[0], detail }] })
  }
  return {
    ...(width !== undefined && { width: Number(width) }),
    ...(height !== undefined && { height: Number(height) }),
    fit: fit ?? 'inside',
    format: format ?? formats.find((each) => mediaType === `image/${each}`) ?? 'webp',
    quality: Number(quality ?? '80'),
  }
}
