import { createOrganizationSpace } from '@latchkey/contract/organization-spaces/operations'
import { createSpace, deleteSpace, listSpaces, showSpace, updateSpace } from '@latchkey/contract/spaces/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan, Refusing } from '@latchkey/dialect-kit/plan'
import { slugOf } from '@latchkey/dialect-kit/slug'
import { stackOf } from '../../from-result/person.ts'
import { refuseStack } from '../../refuse.ts'
import { requiredText, textIn, thingIn } from '../../to-input/body.ts'
import { partOf } from '../../to-input/list.ts'
import { idOf } from '../../uids.ts'
import { readPart } from '../read-part.ts'

/** `GET stacks`: the one that the request names, or all. */
export function* listStacks({ headers, query }: VendorRequest): Plan {
  const { api_key: apiKey } = headers
  if (apiKey !== undefined) {
    const tried = yield* attempt(showSpace, { params: { space: idOf(apiKey) ?? apiKey } })
    if (tried.ok) return { status: 200, body: { stack: stackOf(tried.result) } }
    throw tried.refused.status === 404 ? refuseStack() : new Refusing(tried.refused)
  }
  const { items } = yield* readPart(partOf(query), false, (paging) => call(listSpaces, { query: paging }))
  return { status: 200, body: { stacks: items.map(stackOf) } }
}

/** `POST stacks`: in the organization that the request names. */
export function* createStack({ headers, body }: VendorRequest): Plan {
  const stack = thingIn(body, 'stack')
  const name = requiredText(stack, 'name')
  const locale = textIn(stack, 'master_locale')
  const { organization_uid: organization } = headers
  // Leaves room for a number, and a name may have no letter that a slug may have.
  const made = yield* firstFree(slugOf(name, 50) || 'stack', (slug) => {
    const given = { slug, name, ...(locale !== undefined && { default_locale: locale }) }
    return organization === undefined
      ? attempt(createSpace, { body: given })
      : attempt(createOrganizationSpace, {
          params: { organization: idOf(organization) ?? organization },
          body: given,
        })
  })
  return { status: 201, body: { notice: 'Stack created successfully.', stack: stackOf(made) } }
}

/** `PUT stacks` */
export function* updateStack({ space, body }: VendorRequest): Plan {
  const name = textIn(thingIn(body, 'stack'), 'name')
  const changed = yield* call(updateSpace, {
    params: { space: space.id },
    body: { ...(name !== undefined && { name }) },
  })
  return { status: 200, body: { notice: 'Stack updated successfully.', stack: stackOf(changed) } }
}

/** `DELETE stacks` */
export function* deleteStack({ space }: VendorRequest): Plan {
  yield* call(deleteSpace, { params: { space: space.id } })
  return { status: 200, body: { notice: 'Stack deleted successfully.' } }
}

/** `GET stacks/settings`: there are none that the vendor has. */
export function* showSettings({ space }: VendorRequest): Plan {
  yield* call(showSpace, { params: { space: space.id } })
  return { status: 200, body: { stack_settings: { discrete_variables: {}, stack_variables: {}, live_preview: {} } } }
}

/** Stacks may be called alike; of our slugs each is there once. */
const namesMax = 20

type Attempted = ReturnType<typeof attempt<typeof createSpace>>

function* firstFree(base: string, make: (slug: string) => Attempted): Plan<ResultOf<typeof createSpace>> {
  for (let number = 1; ; number += 1) {
    const tried = yield* make(number === 1 ? base : `${base}-${number}`)
    if (tried.ok) return tried.result
    if (tried.refused.problem !== 'slug-taken' || number === namesMax) throw new Refusing(tried.refused)
  }
}
