import { createLocale, deleteLocale, listLocales, updateLocale } from '@latchkey/contract/locales/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { localeOf } from '../../from-result/settings.ts'
import { requiredText, textIn, thingIn } from '../../to-input/body.ts'
import { isYes } from '../../to-input/list.ts'

/** `GET locales` */
export function* listAll({ space, query }: VendorRequest): Plan {
  const { items } = yield* call(listLocales, { params: { space: space.id } })
  const count = isYes(query, 'include_count') ? { count: items.length } : {}
  return { status: 200, body: { locales: items.map(localeOf), ...count } }
}

/** `GET locales/{locale}` */
export function* show({ space, params }: VendorRequest): Plan {
  const { items } = yield* call(listLocales, { params: { space: space.id } })
  const locale = items.find(({ code }) => code === params['locale'])
  if (locale === undefined) throw refuseMissing()
  return { status: 200, body: { locale: localeOf(locale) } }
}

/** `POST locales` */
export function* create({ space, body }: VendorRequest): Plan {
  const given = thingIn(body, 'locale')
  const made = yield* call(createLocale, {
    params: { space: space.id },
    body: { code: requiredText(given, 'code'), ...changesIn(given) },
  })
  return { status: 201, body: { notice: 'Language added successfully.', locale: localeOf(made) } }
}

/** `PUT locales/{locale}` */
export function* update({ space, params, body }: VendorRequest): Plan {
  const changed = yield* call(updateLocale, {
    params: { space: space.id, locale: params['locale'] ?? '' },
    body: changesIn(thingIn(body, 'locale')),
  })
  return { status: 200, body: { notice: 'Language updated successfully.', locale: localeOf(changed) } }
}

/** `DELETE locales/{locale}` */
export function* remove({ space, params }: VendorRequest): Plan {
  yield* call(deleteLocale, { params: { space: space.id, locale: params['locale'] ?? '' } })
  return { status: 200, body: { notice: 'Language removed successfully.' } }
}

function changesIn(locale: Readonly<Record<string, unknown>>) {
  const name = textIn(locale, 'name')
  const fallback = textIn(locale, 'fallback_locale')
  return { ...(name !== undefined && { name }), ...(fallback !== undefined && { fallback }) }
}
