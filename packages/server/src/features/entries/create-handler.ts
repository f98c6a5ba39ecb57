import { createEntry } from '@latchkey/contract/entries/operations'
import type { InputOf } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import { decide } from '../../pipeline/authorize.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { ContentType } from '../content/content-type.ts'
import type { SpaceLocales } from './apply-fields.ts'
import { createEntry as create, freeSlug } from './create-entry.ts'
import { readHeldType, readLocaleCodes } from './lasting-facts.ts'
import { assertLocale, loadEntry } from './load-entry.ts'
import { answerWrite, resultTarget } from './render.ts'
import { type EntryTarget, type Question, questionsOfCreate } from './rules.ts'
import { beginWriting } from './writing.ts'

/** What creating needs to know before it is allowed. */
interface NewEntryFacts extends Facts {
  readonly target: EntryTarget
  readonly id: string
  /** Null where the space has no such type; that is said after the decision. */
  readonly type: ContentType | null
  readonly locales: SpaceLocales
}

type Creating = Context<InputOf<typeof createEntry>>

async function loadNew({ db, space, input, caller, services }: Creating): Promise<NewEntryFacts> {
  const { body, query } = input
  const id = services.newId()
  const type = await readHeldType(db, space.id, body.type)
  const { fields = {}, status = 'draft' } = body
  const request = { id, fields, locale: query.locale ?? space.defaultLocale }
  const name = body.slug ?? (type ? await freeSlug(db, space.id, type, request, space.defaultLocale) : id)
  const creator = caller.principal.name
  return {
    target: { area: 'content', space, type: body.type, name, creator, status },
    id,
    type,
    locales: { default: space.defaultLocale, all: await readLocaleCodes(db, space.id) },
  }
}

export const createEntryImplementation = implement(createEntry, {
  prepare: (_input, { nextSerial }) => nextSerial('entry'),
  load: loadNew,
  requests: ({ target, type }, { input: { query, body }, space }) =>
    questionsOfCreate(target, type, { ...body, locale: query.locale ?? space.defaultLocale }, space.defaultLocale),
  handle: async (context) => {
    const { facts, input, prepared: serial, space } = context
    const { id, type, target, locales } = facts
    const { fields = {}, status = 'draft' } = input.body
    assertLocale(locales, input.query.locale)
    if (type === null) {
      throw refuse(problems.invalidBody, undefined, {
        errors: [{ pointer: '/type', detail: 'The space has no such content type.' }],
      })
    }
    const locale = input.query.locale ?? space.defaultLocale
    const entry = { id, serial, type, slug: target.name, status, fields, locale }
    const state = await create(await beginWriting(context), entry, locales)
    return answerWrite(context, state, input.query.locale, locales)
  },
  resultTarget,
  created: ({ id }) => id,
  replay: async (id, context) => {
    const { space, input, caller } = context
    const facts = await loadEntry({ ...context, space, input: { ...input, params: { entry: id } } })
    const allows = (question: Question) => decide(caller, question).allowed
    return facts && answerWrite({ ...context, space, allows }, facts.state, input.query.locale, facts.locales)
  },
})
