import { showDelivered } from '@latchkey/contract/delivery/operations'
import {
  deleteEntry,
  publishEntry,
  showEntry,
  unpublishEntry,
  updateEntry,
} from '@latchkey/contract/entries/operations'
import type { EntryAccess } from '@latchkey/contract/entry-access/operations'
import type { Operation } from '@latchkey/contract/operation'
import type { Static } from '@latchkey/contract/schema'
import type { DecidedBy } from '../../pipeline/authorize.ts'
import type { Context } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import type { EntryFacts } from '../entries/load-entry.ts'
import {
  type Question,
  questionsOfDelete,
  questionsOfPublish,
  questionsOfUnpublish,
  questionsOfUpdate,
} from '../entries/rules.ts'
import { attempt, grantsNamed } from './attempt.ts'
import { type Found, partsOf } from './parts.ts'
import { readDelivered } from './read-delivered.ts'

type Access = Static<typeof EntryAccess>['access'][number]
type Verb = Access['verb']
type Allowed = Found & { readonly by: DecidedBy }

/** An entry, and what of it the asker may know: the locales in which he reads it, and environments. */
export interface Asked {
  readonly facts: EntryFacts
  readonly locales: readonly string[]
  readonly environments: readonly string[]
}

/** What one may do to an entry, verb by verb, each asked as the request for it would be. */
export async function accessOf(
  context: Context,
  caller: Caller,
  { facts, locales, environments }: Asked,
  told: (layer: string) => boolean,
): Promise<Access[]> {
  const { situation, state, target } = facts
  const { branch } = context
  if (![...caller.branches.values()].some(({ id }) => id === branch.id)) return []
  const ask = (operation: Operation, found: Found, questions: readonly Question[]): readonly Allowed[] => {
    const by = attempt(caller, operation, questions)
    return by === null ? [] : [{ ...found, by }]
  }
  const perLocale = (operation: Operation, name: string | null, questions: (locale: string) => readonly Question[]) =>
    locales.flatMap((locale) => ask(operation, { locale, name }, questions(locale)))

  const read = isFor(showEntry, caller)
    ? perLocale(showEntry, null, (locale) => [{ action: 'content.read', target, locales: [locale] }])
    : isFor(showDelivered, caller)
      ? await readDelivered(context, caller, state, locales)
      : []
  const update = [...state.type.fields.values()].flatMap(({ id, localized }) =>
    perLocale(updateEntry, id, (locale) =>
      localized || locale === situation.defaultLocale
        ? questionsOfUpdate(situation, { fields: { [id]: null }, locale })
        : [],
    ),
  )
  const publish = environments.flatMap((environment) =>
    perLocale(publishEntry, environment, (locale) => questionsOfPublish(situation, [locale], [environment])),
  )
  const unpublish = situation.liveIn
    .filter((environment) => environments.includes(environment))
    .flatMap((environment) =>
      perLocale(unpublishEntry, environment, (locale) => questionsOfUnpublish(situation, [locale])),
    )
  const remove = ask(deleteEntry, { locale: situation.defaultLocale, name: null }, questionsOfDelete(situation))

  const tell = (verb: Verb, named: 'fields' | 'environments', allowed: readonly Allowed[]): Access[] => {
    if (allowed.length === 0) return []
    const parts = partsOf(allowed).map(({ locales: in_, names }) => ({
      locales: in_,
      ...(names.length > 0 && { [named]: names }),
    }))
    const because = grantsNamed(
      caller,
      told,
      allowed.map(({ by }) => by),
    )
    return [{ verb, parts: verb === 'delete' ? [] : parts, because }]
  }
  return [
    ...tell('read', 'environments', read),
    ...tell('update', 'fields', update),
    ...tell('publish', 'environments', publish),
    ...tell('unpublish', 'environments', unpublish),
    ...tell('delete', 'fields', remove),
  ]
}

function isFor({ callers }: Operation, { principal }: Caller): boolean {
  return callers !== 'anyone' && callers.includes(principal.kind)
}
