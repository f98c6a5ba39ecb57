import type { Kysely } from 'kysely'
import { createAssets } from './0001-foundation/assets.ts'
import { createContent } from './0001-foundation/content.ts'
import { createInstance } from './0001-foundation/instance.ts'
import { createPeople } from './0001-foundation/people.ts'
import { createSpaces } from './0001-foundation/spaces.ts'
import { createTokens } from './0001-foundation/tokens.ts'

/** Every table of the platform's core. Defaults are only those that a forgotten column may safely have. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createInstance(db)
  await createPeople(db)
  await createSpaces(db)
  await createContent(db)
  await createAssets(db)
  await createTokens(db)
}
