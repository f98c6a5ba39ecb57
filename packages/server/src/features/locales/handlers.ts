import { createLocale, deleteLocale, listLocales, updateLocale } from '@latchkey/contract/locales/operations'
import { problems } from '@latchkey/contract/problems'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { implement } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseContentVersions } from '../authority.ts'
import { rowByRow } from '../row-by-row.ts'
import { deleteLocaleRow, insertLocale, isLocaleUsed, type LocaleRow, readLocales, updateLocaleRow } from './queries.ts'
import { faultOfFallback } from './rules.ts'

interface LocaleFacts extends Facts {
  readonly all: readonly LocaleRow[]
}

interface OneLocaleFacts extends LocaleFacts {
  readonly locale: LocaleRow
}

async function loadAll({ db, space }: Pick<Context, 'db' | 'space'>): Promise<LocaleFacts> {
  return { target: { area: 'locales', space }, all: await readLocales(db, space.id) }
}

/** By name, not by id: what is about to be made is not yet a thing that could be hidden. */
async function loadNew(context: Context<{ body: { code: string } }>): Promise<LocaleFacts> {
  const { all } = await loadAll(context)
  return { target: { area: 'locales', space: context.space, name: context.input.body.code }, all }
}

async function loadOne(context: Context<{ params: { locale: string } }>): Promise<OneLocaleFacts | null> {
  const { all } = await loadAll(context)
  const locale = all.find((each) => each.code === context.input.params.locale)
  if (!locale) return null
  return { target: { area: 'locales', space: context.space, id: locale.code }, all, locale }
}

export const localeImplementations = [
  implement(listLocales, {
    load: loadAll,
    requests: rowByRow,
    handle: async ({ facts, space, allows }) => {
      const shown = facts.all.filter(({ code }) =>
        allows({ action: 'locales.read', target: { area: 'locales', space, id: code } }),
      )
      return { items: shown.map((locale) => render(locale, space)), next: null }
    },
  }),

  implement(createLocale, {
    load: loadNew,
    handle: async ({ db, facts, input: { body }, space }) => {
      if (facts.all.some((each) => each.code === body.code))
        throw refuse(problems.conflict, 'The space has this locale already.')
      const locale = {
        code: body.code,
        name: body.name?.normalize('NFC') ?? body.code,
        fallback: body.fallback ?? null,
      }
      assertFallback(facts.all, locale)
      await insertLocale(db, space.id, locale, facts.all.length)
      await raiseContentVersions(db, space.id)
      return render(locale, space)
    },
    created: (locale) => locale.code,
    replay: async (code, { space }, { all }) => {
      const locale = all.find((each) => each.code === code)
      return locale ? render(locale, space) : null
    },
  }),

  implement(updateLocale, {
    load: loadOne,
    handle: async ({ db, facts, input: { body }, space }) => {
      const { fallback = facts.locale.fallback } = body
      const name = body.name?.normalize('NFC') ?? facts.locale.name
      const locale = { code: facts.locale.code, name, fallback }
      assertFallback(facts.all, locale)
      await updateLocaleRow(db, space.id, locale)
      await raiseContentVersions(db, space.id)
      return render(locale, space)
    },
  }),

  implement(deleteLocale, {
    load: loadOne,
    handle: async ({ db, facts: { all, locale }, space }) => {
      if (locale.code === space.defaultLocale) throw refuse(problems.inUse, 'It is the default locale.')
      if (all.some((each) => each.fallback === locale.code))
        throw refuse(problems.inUse, 'Other locales fall back to it.')
      if (await isLocaleUsed(db, space.id, locale.code)) throw refuse(problems.inUse, 'Entries have values in it.')
      await deleteLocaleRow(db, space.id, locale.code)
      await raiseContentVersions(db, space.id)
      return null
    },
  }),
]

function assertFallback(all: readonly LocaleRow[], { code, fallback }: LocaleRow): void {
  const fault = faultOfFallback(all, code, fallback)
  if (fault !== null)
    throw refuse(problems.invalidBody, undefined, { errors: [{ pointer: '/fallback', detail: fault }] })
}

function render(locale: LocaleRow, space: SpaceFacts) {
  return { ...locale, default: locale.code === space.defaultLocale }
}
