import {
  createEnvironment,
  deleteEnvironment,
  listEnvironments,
  showEnvironment,
  updateEnvironment,
} from '@latchkey/contract/environments/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { environmentOf } from '../../from-result/settings.ts'
import { requiredText, textIn, thingIn } from '../../to-input/body.ts'
import { isYes, partOf } from '../../to-input/list.ts'
import { idOf } from '../../uids.ts'

/** `GET environments` */
export function* listAll({ space, query }: VendorRequest): Plan {
  const { items } = yield* call(listEnvironments, { params: { space: space.id } })
  const { skip, limit } = partOf(query)
  const environments = items.slice(skip, skip + limit).map(environmentOf)
  return { status: 200, body: { environments, ...(isYes(query, 'include_count') && { count: items.length }) } }
}

/** `POST environments`: its addresses are not kept. */
export function* create({ space, body }: VendorRequest): Plan {
  const slug = requiredText(thingIn(body, 'environment'), 'name')
  const environment = environmentOf(yield* call(createEnvironment, { params: { space: space.id }, body: { slug } }))
  return { status: 201, body: { notice: 'Environment created successfully.', environment } }
}

/** `GET environments/{environment}` */
export function* show(request: VendorRequest): Plan {
  return { status: 200, body: { environment: environmentOf(yield* call(showEnvironment, { params: named(request) })) } }
}

/** `PUT environments/{environment}` */
export function* update(request: VendorRequest): Plan {
  const slug = textIn(thingIn(request.body, 'environment'), 'name')
  const changed = yield* call(updateEnvironment, {
    params: named(request),
    body: { ...(slug !== undefined && { slug }) },
  })
  const environment = environmentOf(changed)
  return { status: 200, body: { notice: 'Environment updated successfully.', environment } }
}

/** `DELETE environments/{environment}` */
export function* remove(request: VendorRequest): Plan {
  yield* call(deleteEnvironment, { params: named(request) })
  return { status: 200, body: { notice: 'Environment deleted successfully.' } }
}

function named({ space, params }: VendorRequest) {
  const name = params['environment'] ?? ''
  return { space: space.id, environment: idOf(name) ?? name }
}
