import { problems } from '@latchkey/contract/problems'
import type { Reader } from '../../database/database.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { readTypesOfAllBranches, type TypeRow } from '../content-types/queries.ts'
import { namedDatasources } from '../content-types/rules.ts'
import { declaredFields, keyOf, type StoredField, storedFields } from '../content/content-type.ts'
import { type Body, decodeBody } from '../content/field-values.ts'
import { plainValues } from '../content/plain-values.ts'
import { bodiesHolding, type DatasourceRow } from './queries.ts'

/** The types with a field that chooses from a datasource, in every branch. */
export async function typesChoosingFrom(db: Reader, datasource: DatasourceRow): Promise<TypeRow[]> {
  const types = await readTypesOfAllBranches(db, datasource.space_id)
  return types.filter(({ fields }) => namedDatasources(declaredFields(fields)).includes(datasource.slug))
}

/** Refuses to take keys away that content uses, live or not, with the number of entries for each. */
export async function assertKeysUnused(db: Reader, datasource: DatasourceRow, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const uses = await usesOf(db, datasource, keys)
  const errors = keys.flatMap((key) => {
    const count = uses.get(key)?.size ?? 0
    return count === 0 ? [] : [{ detail: `${key}: ${count === 1 ? '1 entry uses' : `${count} entries use`} it.` }]
  })
  if (errors.length > 0) throw refuse(problems.inUse, 'Content uses what would go.', { errors })
}

/** The entries that use each key. Bodies that do not even hold its text are not read. */
async function usesOf(
  db: Reader,
  datasource: DatasourceRow,
  keys: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const asked = new Set(keys)
  const uses = new Map<string, Set<string>>()
  for (const type of await typesChoosingFrom(db, datasource)) {
    const fields = storedFields(type.fields)
    for await (const { entryId, body } of bodiesHolding(db, type, keys)) {
      for (const key of chosenIn(fields, decodeBody(body), datasource.slug)) {
        if (asked.has(key)) uses.set(key, (uses.get(key) ?? new Set()).add(entryId))
      }
    }
  }
  return uses
}

function chosenIn(fields: readonly StoredField[], body: Body, slug: string): string[] {
  return fields.flatMap((field) => {
    const value = body[keyOf(field)]
    if (value === undefined) return []
    return plainValues(field, value, '').flatMap((plain) =>
      plain.field.choices?.datasource === slug && typeof plain.value === 'string' ? [plain.value] : [],
    )
  })
}
