import {
  addReleaseItem,
  createRelease,
  deleteRelease,
  listReleaseItems,
  listReleases,
  publishRelease,
  removeReleaseItem,
  scheduleRelease,
  showRelease,
  updateRelease,
} from '@latchkey/contract/releases/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { isRecord } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseBody, refuseMissing } from '@latchkey/dialect-kit/refuse'
import { releaseItemOf, releaseOf } from '../../from-result/release.ts'
import { recordsIn, requiredText, textIn, thingIn, versionIn } from '../../to-input/body.ts'
import { isYes, partOf } from '../../to-input/list.ts'
import { isoOf, placesIn } from '../../to-input/publication.ts'
import { idOf } from '../../uids.ts'
import { readPart } from '../read-part.ts'
import { branchIn } from './content-types.ts'

type Release = ResultOf<typeof showRelease>

/** `GET releases` */
export function* listAll(request: VendorRequest): Plan {
  const { space, query } = request
  const counts = isYes(query, 'include_count')
  const { items, total } = yield* readPart(partOf(query), counts, (paging) =>
    call(listReleases, { params: { space: space.id }, query: { ...branchIn(request), ...paging } }),
  )
  return { status: 200, body: { releases: items.map(releaseOf), ...(total !== undefined && { count: total }) } }
}

/** `GET releases/{release}` */
export function* show(request: VendorRequest): Plan {
  return { status: 200, body: { release: releaseOf(yield* readRelease(request)) } }
}

/** `POST releases` */
export function* create(request: VendorRequest): Plan {
  const release = thingIn(request.body, 'release')
  const description = textIn(release, 'description')
  const made = yield* call(createRelease, {
    params: { space: request.space.id },
    query: branchIn(request),
    body: { name: requiredText(release, 'name'), ...(description !== undefined && { description }) },
  })
  return { status: 201, body: { notice: 'Release created successfully.', release: releaseOf(made) } }
}

/** `PUT releases/{release}` */
export function* update(request: VendorRequest): Plan {
  const release = thingIn(request.body, 'release')
  const name = textIn(release, 'name')
  const description = textIn(release, 'description')
  const changed = yield* call(updateRelease, {
    ...named(request),
    body: { ...(name !== undefined && { name }), ...(description !== undefined && { description }) },
  })
  return { status: 200, body: { notice: 'Release updated successfully.', release: releaseOf(changed) } }
}

/** `DELETE releases/{release}` */
export function* remove(request: VendorRequest): Plan {
  yield* call(deleteRelease, named(request))
  return { status: 200, body: { notice: 'Release deleted successfully.' } }
}

/** `GET releases/{release}/items` */
export function* listItems(request: VendorRequest): Plan {
  const { params, query: branch } = named(request)
  const { items, total } = yield* readPart(partOf(request.query), true, (paging) =>
    call(listReleaseItems, { params, query: { ...branch, ...paging } }),
  )
  return { status: 200, body: { items: items.map(releaseItemOf), count: total } }
}

/** `POST releases/{release}/item` and `/items` */
export function* addItems(request: VendorRequest): Plan {
  for (const item of itemsIn(request.body)) {
    const version = versionIn(item, 'version')
    const locale = textIn(item, 'locale')
    const action = textIn(item, 'action') ?? 'publish'
    if (action !== 'publish' && action !== 'unpublish') throw refuseBody('/item/action', 'is not valid.')
    yield* call(addReleaseItem, {
      ...named(request),
      body: {
        entry: idIn(item),
        action,
        ...(action === 'publish' && version !== undefined && { version }),
        ...(locale !== undefined && { locales: [locale] }),
      },
    })
  }
  const release = releaseOf(yield* readRelease(request))
  return { status: 201, body: { notice: 'The item(s) were added to the release successfully.', release } }
}

/** `DELETE releases/{release}/items` and `/item` */
export function* removeItems(request: VendorRequest): Plan {
  const { params, query } = named(request)
  for (const item of itemsIn(request.body))
    yield* call(removeReleaseItem, { params: { ...params, entry: idIn(item) }, query })
  const release = releaseOf(yield* readRelease(request))
  return { status: 200, body: { notice: 'Item(s) send to remove from release successfully.', release } }
}

/** `POST releases/{release}/deploy`: to the environments that are named, which the release then has. */
export function* deploy(request: VendorRequest): Plan {
  const given = thingIn(request.body, 'release')
  const { environments } = placesIn(given)
  const at = textIn(given, 'scheduled_at')
  yield* call(updateRelease, { ...named(request), body: { environments } })
  if (at === undefined) yield* call(publishRelease, named(request))
  else yield* call(scheduleRelease, { ...named(request), body: { release_at: isoOf(at) } })
  return { status: 200, body: { notice: 'The release has been deployed successfully.' } }
}

function* readRelease(request: VendorRequest): Plan<Release> {
  return yield* call(showRelease, named(request))
}

function named(request: VendorRequest) {
  const release = idOf(request.params['release'] ?? '')
  if (release === null) throw refuseMissing()
  return { params: { space: request.space.id, release }, query: branchIn(request) }
}

function itemsIn(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  const item = isRecord(body) ? body['item'] : undefined
  const items = isRecord(item) ? [item] : isRecord(body) ? recordsIn(body, 'items') : undefined
  if (items === undefined || items.length === 0) throw refuseBody('/items', 'is a required field.')
  if (items.some((each) => each['content_type_uid'] === 'built_io_upload'))
    throw refuseBody('/items', 'Releases hold entries, and no files.')
  return items
}

function idIn(item: Readonly<Record<string, unknown>>): string {
  const id = idOf(requiredText(item, 'uid'))
  if (id === null) throw refuseBody('/items/uid', 'is not valid.')
  return id
}
