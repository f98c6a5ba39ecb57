import { type Expression, type SqlBool, sql } from 'kysely'
import { anyOf } from '../../database/balanced.ts'
import type { Reader } from '../../database/database.ts'

/** What a branch shows of what was saved on one branch: revisions up to a number; null: all. */
interface Stretch {
  readonly branchId: string
  readonly upTo: number | null
}

/** A branch and those that it was copied from, each up to where its copy was made: the history that the branch shows. */
export type Lineage = readonly Stretch[]

/** Branches are copied from branches; more generations than this show no older history. */
const generationsMax = 50

export async function readLineage(db: Reader, spaceId: string, branchId: string): Promise<Lineage> {
  const lineage: Stretch[] = [{ branchId, upTo: null }]
  for (let generation = 1; generation < generationsMax; generation += 1) {
    const last = lineage.at(-1)
    const source = last && (await readSource(db, spaceId, last.branchId))
    if (last === undefined || source === undefined || source.branchId === null) break
    lineage.push({ branchId: source.branchId, upTo: earlier(last.upTo, source.upTo) })
  }
  return lineage
}

function readSource(db: Reader, spaceId: string, branchId: string) {
  return db
    .selectFrom('branches')
    .select(['source_id as branchId', 'start_seq as upTo'])
    .where('space_id', '=', spaceId)
    .where('id', '=', branchId)
    .executeTakeFirst()
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}

/** Whether a row of `revisions` belongs to the history. */
export function inLineage(lineage: Lineage): Expression<SqlBool> {
  return anyOf(
    lineage.map(({ branchId, upTo }) => {
      const saved = sql<SqlBool>`revisions.branch_id = ${branchId}`
      return upTo === null ? saved : sql<SqlBool>`(${saved} and revisions.seq <= ${upTo})`
    }),
  )
}
