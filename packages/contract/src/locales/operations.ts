import { Type } from 'typebox'
import { locales } from '../actions.ts'
import { accountKinds, settingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { LocaleCode, Name, nullable, page, Segment, strict } from '../schema.ts'
import { inSpace } from '../target.ts'

export const Locale = strict({
  code: LocaleCode,
  name: Type.String(),
  default: Type.Boolean(),
  fallback: nullable(LocaleCode),
})

const one = {
  params: { space: Segment, locale: LocaleCode },
  query: {},
  surface: 'management',
  callers: [...accountKinds, 'management'],
  // Two at once could make fallbacks run in a circle, or remove a locale that is just being written in.
  locks: 'space',
} as const
const target = ({ params }: { params: { space: string; locale: string } }) =>
  inSpace('locales', params.space, params.locale)

export const listLocales = operation({
  id: 'locales.list',
  summary: 'List the locales of a space',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/locales',
  params: { space: Segment },
  query: {},
  body: null,
  result: page(Locale),
  action: locales.read,
  access: 'read',
  callers: settingKinds,
  target: ({ params }) => inSpace('locales', params.space),
  problems: [],
  tags: ['cli'],
})

export const createLocale = operation({
  id: 'locales.create',
  summary: 'Add a locale',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/locales',
  params: { space: Segment },
  query: {},
  body: strict({ code: LocaleCode, name: Type.Optional(Name), fallback: Type.Optional(nullable(LocaleCode)) }),
  result: Locale,
  status: 201,
  action: locales.create,
  access: 'write',
  callers: [...accountKinds, 'management'],
  target: ({ params }) => inSpace('locales', params.space),
  locks: 'space',
  idempotent: true,
  problems: [problems.conflict, problems.idempotencyConflict],
  tags: ['cli'],
})

export const updateLocale = operation({
  ...one,
  id: 'locales.update',
  summary: 'Rename a locale or change its fallback',
  method: 'PATCH',
  path: '/spaces/{space}/locales/{locale}',
  body: strict({ name: Type.Optional(Name), fallback: Type.Optional(nullable(LocaleCode)) }),
  result: Locale,
  action: locales.update,
  access: 'write',
  target,
  problems: [problems.conflict],
})

export const deleteLocale = operation({
  ...one,
  id: 'locales.delete',
  summary: 'Remove a locale that is not the default and holds nothing live',
  method: 'DELETE',
  path: '/spaces/{space}/locales/{locale}',
  body: null,
  result: null,
  action: locales.delete,
  access: 'write',
  target,
  problems: [problems.inUse],
})
