import { showAccount } from '@latchkey/contract/account/operations'
import { listLocales } from '@latchkey/contract/locales/operations'
import {
  createSpace as create,
  listSpaces as list,
  showSpace as show,
  updateSpace as update,
} from '@latchkey/contract/spaces/operations'
import { listTags as tags } from '@latchkey/contract/tags/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { slugOf } from '@latchkey/dialect-kit/slug'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { rootOf, textIn } from './root.ts'

type Space = ResultOf<typeof show>

/** `GET users/me`. */
export function* showUser(): Plan {
  const { serial, email, name, created_at } = yield* call(showAccount, {})
  const user = { id: serial, userid: email, email, username: email, real_email: email, friendly_name: name, created_at }
  return { status: 200, body: { user: { ...user, alt_email: null, phone: null, org: null, lang: 'en' } } }
}

/** `GET spaces`. */
export function* listSpaces({ query, base }: VendorRequest): Plan {
  const items = yield* readAll((page) => call(list, { query: page }))
  const search = textOf(query, 'search')?.toLowerCase() ?? ''
  const found = items.filter(({ name }) => name.toLowerCase().includes(search))
  return { status: 200, body: { spaces: found.map((space) => spaceOf(space, base)) } }
}

/** `GET spaces/{number}`, with its languages for who may read them. */
export function* showSpace({ space, base }: VendorRequest): Plan {
  const shown = yield* call(show, { params: { space: space.id } })
  const locales = yield* attempt(listLocales, { params: { space: space.id } })
  const items = locales.ok ? locales.result.items : []
  const languages = items.filter((locale) => !locale.default).map(({ code, name }) => ({ code, name }))
  const standard = items.find((locale) => locale.default)
  return {
    status: 200,
    body: { space: { ...spaceOf(shown, base), languages, default_lang_name: standard?.name ?? shown.default_locale } },
  }
}

/** `POST spaces`: its slug follows from its name. */
export function* createSpace(request: VendorRequest): Plan {
  const name = textIn(rootOf(request, 'space'), 'name')
  if (name === undefined) throw refuseBody('/name', "can't be blank")
  const made = yield* call(create, { body: { slug: slugOf(name), name } })
  return { status: 200, body: { space: spaceOf(made, request.base) } }
}

/** `PUT spaces/{number}`. */
export function* updateSpace(request: VendorRequest): Plan {
  const name = textIn(rootOf(request, 'space'), 'name')
  const params = { space: request.space.id }
  const changed = yield* call(update, { params, body: { ...(name !== undefined && { name }) } })
  return { status: 200, body: { space: spaceOf(changed, request.base) } }
}

/** `GET tags`. */
export function* listTags({ space }: VendorRequest): Plan {
  const { items } = yield* call(tags, { params: { space: space.id } })
  return { status: 200, body: { tags: items.map(({ tag, entries }) => ({ name: tag, taggings_count: entries })) } }
}

/** A space. The vendor shows a token for previews with it: ours is shown to nobody. */
function spaceOf({ serial, name, created_at }: Space, base: string): object {
  return { id: serial, name, domain: `${base}/`, region: 'eu', plan: 'self-hosted', created_at, first_token: null }
}
