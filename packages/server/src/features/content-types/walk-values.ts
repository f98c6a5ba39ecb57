import type { Field } from '@latchkey/contract/content-types/schemas'
import type { Reader } from '../../database/database.ts'
import { plainValues } from '../content/plain-values.ts'
import type { ValueCheck } from '../content/value-check.ts'
import type { Value } from '../content/value.ts'
import { knownKeys, readDatasource } from '../datasources/queries.ts'
import type { FieldChange, Reason, ValueRules } from './changes.ts'
import { type Found, Tally } from './obstacles.ts'
import { sampleMax } from './obstacle-queries.ts'
import { typesOfEntries, type TypeRow, type ViewedBody } from './queries.ts'

/** A change with its rules. */
interface Ruled {
  readonly change: FieldChange
  readonly rules: ValueRules
  readonly tallies: Readonly<Record<Extract<Reason, 'misfits' | 'breaks'>, Tally>>
}

/** Judges the values of entries by the new rules of their fields, page by page. */
export class ValueWalk {
  readonly #ruled: readonly Ruled[]

  constructor(changes: readonly FieldChange[]) {
    this.#ruled = changes.flatMap((change) =>
      change.rules === null
        ? []
        : [{ change, rules: change.rules, tallies: { misfits: new Tally(), breaks: new Tally() } }],
    )
  }

  /** Whether there is anything to judge. */
  get isNeeded(): boolean {
    return this.#ruled.length > 0
  }

  /** Takes bodies, working copies and snapshots alike. */
  async take(db: Reader, type: TypeRow, bodies: readonly ViewedBody[]): Promise<void> {
    for (const { change, rules, tallies } of this.#ruled) {
      const outside: Placed[] = []
      for (const { entryId, locale, body } of bodies) {
        const value = body[change.key]
        if (value === undefined || change.localized === (locale === '')) continue
        if (rules.kind !== null && !fits(rules.kind, value)) tallies.misfits.add(entryId, locale)
        else if (!fits(rules.whole, value)) tallies.breaks.add(entryId, locale)
        else outside.push(...placed(rules.declared, value, entryId, locale))
      }
      for (const { entryId, locale } of await unmet(db, type, outside)) tallies.breaks.add(entryId, locale)
    }
  }

  get found(): Found[] {
    return this.#ruled.flatMap(({ change, tallies }) =>
      (['misfits', 'breaks'] as const).flatMap((reason) => tallies[reason].found(change, reason, sampleMax) ?? []),
    )
  }
}

function fits(check: ValueCheck, value: Value): boolean {
  return check(value, '', []) !== undefined
}

/** A value that other entries, or a datasource, have to agree to. */
interface Placed {
  readonly field: Field
  readonly value: string
  readonly entryId: string
  readonly locale: string
}

function placed(declared: Field, value: Value, entryId: string, locale: string): Placed[] {
  return plainValues(declared, value, '').flatMap(({ field, value: plain }) =>
    typeof plain === 'string' && (field.types !== undefined || field.choices !== undefined)
      ? [{ field, value: plain, entryId, locale }]
      : [],
  )
}

/** The values whose target is of another type, or that their datasource does not have. A target that is gone is nobody's fault. */
async function unmet(db: Reader, type: TypeRow, values: readonly Placed[]): Promise<Placed[]> {
  const references = values.filter(({ field }) => field.types !== undefined)
  const targets = await typesOfEntries(db, type, [...new Set(references.map(({ value }) => value))])
  const astray = references.filter(({ field, value }) => {
    const target = targets.get(value)
    return target !== undefined && field.types?.includes(target) === false
  })
  const bySource = Map.groupBy(
    values.filter(({ field }) => field.choices !== undefined),
    ({ field }) => field.choices?.datasource ?? '',
  )
  const unknown: Placed[] = []
  for (const [slug, chosen] of bySource) {
    const datasource = await readDatasource(db, type.space_id, slug, null)
    const known = datasource && (await knownKeys(db, datasource, [...new Set(chosen.map(({ value }) => value))]))
    unknown.push(...chosen.filter(({ value }) => !known?.has(value)))
  }
  return [...astray, ...unknown]
}
