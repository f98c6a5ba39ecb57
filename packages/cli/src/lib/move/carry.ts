import type { Patience } from '../import/patience.ts'
import type { Place } from '../schema/read-remote.ts'
import type { Cargo, Loss } from './cargo.ts'
import { carryEntries, settleEntries } from './carry-entries.ts'
import { carryFiles } from './carry-files.ts'
import { carryDatasources, carryLocales, carryRules, carryTypes } from './carry-shape.ts'
import type { Journal } from './journal.ts'
import { journeyTo } from './journey.ts'

/** How many steps the carrying of a cargo counts. */
export function stepsOf({ files, entries }: Cargo): number {
  return files.length + 2 * entries.length
}

/**
 * Brings a cargo into a space and answers what was lost besides what the cargo says of itself.
 *
 * First what content needs: locales, datasources, types without rules, files. Then entries without their links, so that
 * each has an id; then links, tags and publication; the rules of the types last, when nothing unfinished stands against them.
 */
export async function carry(
  place: Place,
  cargo: Cargo,
  { journal, patience, done }: { journal: Journal; patience: Patience; done: (sentence: string) => void },
): Promise<readonly Loss[]> {
  const losses: Loss[] = []
  const { items } = await place.client.environments.list({ space: place.space })
  const environments = new Set(items.map(({ slug }) => slug))
  const journey = journeyTo(place, { journal, environments, patience, done }, losses)
  await carryLocales(journey, cargo.locales)
  await carryDatasources(journey, cargo.datasources)
  const made = await carryTypes(journey, cargo.types)
  await carryFiles(journey, cargo.files)
  await carryEntries(journey, cargo.entries)
  const ids = {
    entry: (key: string) => journal.get('entry', key) ?? null,
    file: (key: string) => journal.get('file', key) ?? null,
  }
  await settleEntries(journey, cargo.entries, ids)
  await carryRules(journey, cargo.types, made)
  await journal.finish()
  return losses
}
