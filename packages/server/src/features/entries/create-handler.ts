import { createEntry, publishEntry } from '@latchkey/contract/entries/operations'
import type { InputOf } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import { decide } from '../../pipeline/authorize.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { ContentType } from '../content/content-type.ts'
import { keptTags } from '../content/tags.ts'
import type { SpaceLocales } from './apply-fields.ts'
import { createEntry as create, freeSlug } from './create-entry.ts'
import { readHeldType, readLocaleCodes } from './lasting-facts.ts'
import { assertLocale, loadEntry } from './load-entry.ts'
import { answerWrite, resultTarget } from './render.ts'
import { type EntryTarget, type Question, questionsOfCreate } from './rules.ts'
import { deriveSlug, isMadeUp } from './slug.ts'
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

async function loadNew({ db, space, branch, input, caller, services }: Creating): Promise<NewEntryFacts> {
  const { body, query } = input
  const id = services.newId()
  const type = await readHeldType(db, space.id, branch.id, body.type)
  const { fields = {}, status = 'draft' } = body
  const locale = { default: space.defaultLocale, isAll: query.locale === '*' }
  // As if no other entry had it: a refusal must not tell which slugs are taken.
  const name = body.slug ?? (type ? deriveSlug(type, fields, locale, id) : id)
  const creator = caller.principal.name
  return {
    target: {
      area: 'content',
      space,
      type: body.type,
      name,
      creator,
      status,
      tags: keptTags(body.tags ?? []),
      ...(body.slug === undefined && isMadeUp(name, id) && { madeUp: true as const }),
    },
    id,
    type,
    locales: { default: space.defaultLocale, all: await readLocaleCodes(db, space.id) },
  }
}

function questionsOf(
  { target, type }: Pick<NewEntryFacts, 'target' | 'type'>,
  { input: { query, body }, space }: Pick<Creating, 'input' | 'space'>,
): readonly Question[] {
  const locale = query.locale ?? space.defaultLocale
  return questionsOfCreate(target, type, { ...body, locale }, space.defaultLocale)
}

export const createEntryImplementation = implement(createEntry, {
  prepare: (_input, { nextSerial }) => nextSerial('entry'),
  load: loadNew,
  requests: questionsOf,
  handle: async (context) => {
    const { facts, input, prepared: serial, space } = context
    const { id, type, target, locales } = facts
    const { fields = {}, tags = [], status = 'draft' } = input.body
    assertLocale(locales, input.query.locale)
    if (type === null) {
      throw refuse(problems.invalidBody, undefined, {
        errors: [{ pointer: '/type', detail: 'The space has no such content type.' }],
      })
    }
    const slug = input.body.slug ?? (await freeSlug(context, type.id, target.name, id))
    if (slug !== target.name) {
      context.authorize(questionsOf({ target: { ...target, name: slug }, type }, context))
      context.note({ slug })
    }
    const locale = input.query.locale ?? space.defaultLocale
    const goesLive = status === 'published'
    const entry = { id, serial, type, slug, status: goesLive ? ('draft' as const) : status, fields, tags, locale }
    const state = await create(await beginWriting(context), entry, locales)
    if (goesLive) {
      // In this transaction, and decided, reviewed and audited like a request of its own.
      const params = { space: space.id, entry: id }
      return context.perform(publishEntry, { params, query: input.query, body: {} })
    }
    return answerWrite(context, state, input.query.locale, locales)
  },
  resultTarget,
  created: ({ id }) => id,
  replay: async (id, context) => {
    const { space, branch, input, caller } = context
    const facts = await loadEntry({ ...context, space, branch, input: { ...input, params: { entry: id } } })
    const allows = (question: Question) => decide(caller, question).allowed
    return facts && answerWrite({ ...context, space, allows }, facts.state, input.query.locale, facts.locales)
  },
})
