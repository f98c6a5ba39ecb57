import type { Reader } from '../../database/database.ts'
import { mainBranch } from './read-content-type.ts'

/** The view in which working copies are indexed. Every branch is made with one. */
export async function readDraftView(db: Reader, spaceId: string): Promise<string> {
  const row = await db
    .selectFrom('views')
    .select('id')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', mainBranch)
    .where('environment_id', 'is', null)
    .where('release_id', 'is', null)
    .executeTakeFirstOrThrow()
  return row.id
}

/** What an environment shows of the branch. */
export interface EnvironmentView {
  readonly id: string
  readonly environmentId: string
  /** The environment's slug. */
  readonly environment: string
}

/** The views of a space's environments, the oldest first. Every environment is made with one. */
export function readEnvironmentViews(db: Reader, spaceId: string): Promise<EnvironmentView[]> {
  return db
    .selectFrom('views')
    .innerJoin('environments', (join) =>
      join.onRef('environments.space_id', '=', 'views.space_id').onRef('environments.id', '=', 'views.environment_id'),
    )
    .select(['views.id', 'environments.id as environmentId', 'environments.name as environment'])
    .where('views.space_id', '=', spaceId)
    .where('views.branch_id', '=', mainBranch)
    .where('environments.state', '=', 'active')
    .orderBy('environments.created_at')
    .orderBy('environments.id')
    .execute()
}
