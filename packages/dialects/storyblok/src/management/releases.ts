import type { ResultOf } from '@latchkey/contract/operation'
import {
  createRelease as create,
  deleteRelease as remove,
  listReleases as list,
  publishRelease as publish,
  scheduleRelease as schedule,
  updateRelease as update,
} from '@latchkey/contract/releases/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { oneIn, refuseKeys, rootOf, textIn } from './root.ts'

type Release = ResultOf<typeof list>['items'][number]

/** Who a release is restricted to is said in our own API. */
const unknownKeys = [
  'allowed_user_ids',
  'allowed_space_role_ids',
  'allowed_api_key_ids',
  'branches_to_deploy',
  'users_to_notify_ids',
]

/** `GET releases`. */
export function* listReleases(request: VendorRequest): Plan {
  const items = yield* releasesOf(request)
  return { status: 200, body: { releases: items.map(releaseOf) } }
}

/** `GET releases/{number}`. */
export function* showRelease(request: VendorRequest): Plan {
  return { status: 200, body: { release: releaseOf(oneIn(request, yield* releasesOf(request))) } }
}

/** `POST releases`. */
export function* createRelease(request: VendorRequest): Plan {
  const name = textIn(read(request), 'name')
  if (name === undefined || name === '') throw refuseBody('/name', "can't be blank")
  const made = yield* call(create, { params: { space: request.space.id }, body: { name } })
  return { status: 201, body: { release: releaseOf(yield* settle(request, made)) } }
}

/** `PUT releases/{number}`: renames, schedules, and with `do_release` publishes it. */
export function* updateRelease(request: VendorRequest): Plan {
  const name = textIn(read(request), 'name')
  const { id } = oneIn(request, yield* releasesOf(request))
  const params = { space: request.space.id, release: id }
  const changed = yield* call(update, { params, body: { ...(name !== undefined && { name }) } })
  return { status: 200, body: { release: releaseOf(yield* settle(request, changed)) } }
}

/** `DELETE releases/{number}`. */
export function* deleteRelease(request: VendorRequest): Plan {
  const release = oneIn(request, yield* releasesOf(request))
  yield* call(remove, { params: { space: request.space.id, release: release.id } })
  return { status: 200, body: { release: releaseOf(release) } }
}

function read(request: VendorRequest): Readonly<Record<string, unknown>> {
  const sent = rootOf(request, 'release')
  refuseKeys(sent, unknownKeys)
  if (sent['public'] === false) throw refuseBody('/public', 'It is not supported.')
  return sent
}

/** What a release is to do besides, once it is what it was to become. */
function* settle(request: VendorRequest, release: Release): Plan<Release> {
  const sent = rootOf(request, 'release')
  const params = { space: request.space.id, release: release.id }
  const at = textIn(sent, 'release_at')
  if (sent['do_release'] === true) return yield* call(publish, { params })
  if (at === undefined || at === '') return release
  return yield* call(schedule, { params, body: { release_at: at } })
}

function releasesOf({ space }: VendorRequest): Plan<readonly Release[]> {
  return readAll((page) => call(list, { params: { space: space.id }, query: page }))
}

function releaseOf({ serial, name, state, people, release_at, published_at, created_at }: Release): object {
  return {
    id: serial,
    name,
    release_at,
    released: state === 'published',
    released_at: published_at,
    public: people === null,
    created_at,
    timezone: 'UTC',
    branches_to_deploy: [],
    users_to_notify_ids: [],
    allowed_user_ids: [],
    allowed_space_role_ids: [],
    allowed_api_key_ids: [],
  }
}
