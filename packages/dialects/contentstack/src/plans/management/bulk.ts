import { publishAsset, unpublishAsset } from '@latchkey/contract/assets/operations'
import { publishEntry, unpublishEntry } from '@latchkey/contract/entries/operations'
import { isRecord } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, type Plan, Refusing } from '@latchkey/dialect-kit/plan'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { recordsIn, requiredText, textIn, versionIn } from '../../to-input/body.ts'
import { placesIn, type Publication } from '../../to-input/publication.ts'
import { idOf } from '../../uids.ts'
import { branchIn } from './content-types.ts'

/** The vendor takes ten at once; more than so many would keep others waiting. */
const itemsMax = 100

/** `POST bulk/publish` and `bulk/unpublish`: each is decided by itself, one after the other, and done when the answer comes. */
export function bulk(action: 'publish' | 'unpublish') {
  return function* (request: VendorRequest): Plan {
    const body = isRecord(request.body) ? request.body : {}
    const places = placesIn(body)
    const entries = recordsIn(body, 'entries') ?? []
    const assets = recordsIn(body, 'assets') ?? []
    const size = entries.length + assets.length
    if (size === 0) throw refuseBody('/entries', 'is a required field.')
    if (size > itemsMax) throw refuseBody('/entries', `At most ${itemsMax} at once.`)
    if (textIn(body, 'scheduled_at') !== undefined)
      throw refuseBody('/scheduled_at', 'Publish each by itself at a time.')
    const refusals: { readonly uid: string; readonly refused: Refusing['refused'] }[] = []
    for (const entry of entries) {
      const tried = yield* one(request, action, entry, places)
      if (!tried.ok) refusals.push({ uid: requiredText(entry, 'uid'), refused: tried.refused })
    }
    for (const asset of assets) {
      const tried = yield* attempt(action === 'publish' ? publishAsset : unpublishAsset, {
        params: { space: request.space.id, asset: idIn(asset) },
        query: branchIn(request),
        body: { environments: places.environments },
      })
      if (!tried.ok) refusals.push({ uid: requiredText(asset, 'uid'), refused: tried.refused })
    }
    const [first] = refusals
    if (first !== undefined) throw refusing(first.refused, refusals)
    const notice = `Your bulk ${action} request is in progress. Please check publish queue for more details.`
    return { status: 200, body: { notice } }
  }
}

function* one(
  request: VendorRequest,
  action: 'publish' | 'unpublish',
  entry: Readonly<Record<string, unknown>>,
  { environments, locales }: Pick<Publication, 'environments' | 'locales'>,
) {
  const type = textIn(entry, 'content_type') ?? textIn(entry, 'content_type_uid')
  const locale = textIn(entry, 'locale')
  const where = { environments, ...localesOf(locales, locale) }
  const given = {
    params: { space: request.space.id, entry: idIn(entry) },
    query: { ...branchIn(request), ...(type !== undefined && { type }) },
  }
  if (action === 'unpublish') return yield* attempt(unpublishEntry, { ...given, body: where })
  const version = versionIn(entry, 'version')
  return yield* attempt(publishEntry, { ...given, body: { ...where, ...(version !== undefined && { version }) } })
}

function localesOf(all: string[] | undefined, own: string | undefined): { readonly locales?: string[] } {
  if (all !== undefined) return { locales: all }
  return own === undefined ? {} : { locales: [own] }
}

function idIn(thing: Readonly<Record<string, unknown>>): string {
  const id = idOf(requiredText(thing, 'uid'))
  if (id === null) throw refuseBody('/uid', 'is not valid.')
  return id
}

/** The first refusal, with the names of all that were refused; the others are done. */
function refusing(
  first: Refusing['refused'],
  all: readonly { readonly uid: string; readonly refused: Refusing['refused'] }[],
) {
  return new Refusing({
    ...first,
    errors: all.map(({ uid, refused }) => ({ pointer: `/${uid}`, detail: refused.detail })),
  })
}
