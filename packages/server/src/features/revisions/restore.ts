import { content } from '@latchkey/contract/actions'
import { restoreRevision } from '@latchkey/contract/entries/operations'
import type { InputOf } from '@latchkey/contract/operation'
import { type Context, implement } from '../../pipeline/implementation.ts'
import { shared } from '../content/field-values.ts'
import { tagsKey } from '../content/tags-key.ts'
import { change } from '../entries/handlers.ts'
import { type EntryFacts, loadEntry } from '../entries/load-entry.ts'
import { resultTarget } from '../entries/render.ts'
import { type Question, questionsOfUpdate } from '../entries/rules.ts'
import { historyReach } from './reach.ts'
import { fieldsOf } from './render.ts'
import { contentShownIn, contentShownNow, historyOf, type ShownContent } from './shown-content.ts'

interface RestoreFacts extends EntryFacts {
  /** The fields to write, by locale; null for what the revision did not have. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Absent where other fields are named, and they are not. */
  readonly tags?: readonly string[]
}

async function load(context: Context<InputOf<typeof restoreRevision>>): Promise<RestoreFacts | null> {
  const { db, caller, input } = context
  const facts = await loadEntry(context)
  if (facts === null) return null
  // What is overwritten is the working copy: nobody does that in a locale of which he may not see it.
  const { whole } = historyReach(caller, facts, { readsHistory: false })
  const reach = { whole, live: [], locales: whole }
  const history = await historyOf(db, facts.state, reach)
  const then = await contentShownIn(db, facts.state, history, Number(input.params.version))
  if (then === null) return null
  const { fields: named } = input.body
  const fields = fieldsToWrite(then, await contentShownNow(db, facts.state, reach), named)
  return { ...facts, fields, ...((named?.includes(tagsKey) ?? true) && { tags: then.tags }) }
}

/** The values of the revision, and null for those that came later: what is restored is what was shown, no more and no less. */
export function fieldsToWrite(
  then: Pick<ShownContent, 'bodies'>,
  now: Pick<ShownContent, 'bodies'>,
  named: readonly string[] | undefined,
): Readonly<Record<string, unknown>> {
  const fields = new Map<string, unknown>()
  for (const [locale, body] of now.bodies) {
    for (const field of Object.keys(body)) {
      if (locale === shared) fields.set(field, null)
      else fields.set(field, { ...objectOf(fields.get(field)), [locale]: null })
    }
  }
  for (const [field, value] of Object.entries(fieldsOf(then.bodies))) {
    const emptied = fields.get(field)
    fields.set(
      field,
      then.bodies.get(shared)?.[field] === undefined ? { ...objectOf(emptied), ...objectOf(value) } : value,
    )
  }
  return Object.fromEntries([...fields].filter(([field]) => named?.includes(field) ?? true))
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function requestOf({ fields, tags }: RestoreFacts) {
  return { fields, locale: '*', replaces: false, ...(tags && { tags }) } as const
}

export const restoreRevisionImplementation = implement(restoreRevision, {
  load,
  requests: (facts) => {
    const updates = questionsOfUpdate(facts.situation, requestOf(facts))
    const locales = [...new Set(updates.flatMap(({ touches = [] }) => touches.map(({ locale }) => locale)))]
    const restore: Question = { action: content['revisions.restore'].name, target: facts.target, locales }
    return [restore, ...updates]
  },
  handle: (context) => {
    context.note({ restored: Number(context.input.params.version) })
    return change(context, requestOf(context.facts))
  },
  resultTarget,
})
