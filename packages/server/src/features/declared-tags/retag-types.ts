import type { Writer } from '../../database/database.ts'
import { readTypesOfAllBranches, tagsOf, updateType } from '../content-types/queries.ts'
import type { DeclaredTagRow } from './queries.ts'

/** Gives the types that bear a tag another in its place, or none, in every branch. Answers how many they are. */
export async function retagTypes(
  tx: Writer,
  { space_id, tag }: DeclaredTagRow,
  next: string | null,
  now: number,
): Promise<number> {
  const bearing = (await readTypesOfAllBranches(tx, space_id)).filter((type) => tagsOf(type).includes(tag))
  for (const type of bearing) {
    const tags = tagsOf(type).flatMap((each) => (each === tag ? (next ?? []) : each))
    await updateType(tx, type, { tags: JSON.stringify(tags), updated_at: now })
  }
  return bearing.length
}
