import { listDeliveredTags, showDeliveredSpace } from '@latchkey/contract/delivery-space/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { readingOf } from '../to-input/reading.ts'
import { cacheVersion, redirectToVersion } from './cache-version.ts'

/** `GET cdn/spaces/me`: the space of the token. */
export function* showSpace(request: VendorRequest): Plan {
  const { space, base } = request
  const { serial, name, default_locale, locales } = yield* call(showDeliveredSpace, { params: { space: space.id } })
  const codes = locales.map(({ code }) => code).filter((code) => code !== default_locale)
  return {
    status: 200,
    body: {
      space: { id: serial, name, domain: `${base}/`, version: cacheVersion(request), language_codes: codes },
    },
  }
}

/** `GET cdn/tags`: those of the stories that the token may read, with the number of these. */
export function* listTags(request: VendorRequest): Plan {
  const redirect = redirectToVersion(request)
  if (redirect !== null) return redirect
  const { space, query } = request
  const { locale: _locale, ...place } = readingOf(request)
  const prefix = textOf(query, 'starts_with')
  const { items } = yield* call(listDeliveredTags, {
    params: { space: space.id },
    query: { ...place, ...(prefix !== undefined && { prefix }) },
  })
  return { status: 200, body: { tags: items.map(({ tag, entries }) => ({ name: tag, taggings_count: entries })) } }
}
