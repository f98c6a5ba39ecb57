import type { Reader } from '../../database/database.ts'

/** The view in which working copies are indexed. Every branch is made with one. */
export async function readDraftView(db: Reader, spaceId: string, branchId: string): Promise<string> {
  const row = await db
    .selectFrom('views')
    .select('id')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
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
  /** Only what a second person has accepted is published there. */
  readonly requiresReview: 0 | 1
}

/** A branch's views of the space's environments, the oldest first. Every branch and every environment is made with its own. */
export function readEnvironmentViews(db: Reader, spaceId: string, branchId: string): Promise<EnvironmentView[]> {
  return db
    .selectFrom('views')
    .innerJoin('environments', (join) =>
      join.onRef('environments.space_id', '=', 'views.space_id').onRef('environments.id', '=', 'views.environment_id'),
    )
    .select([
      'views.id',
      'environments.id as environmentId',
      'environments.name as environment',
      'environments.requires_review as requiresReview',
    ])
    .where('views.space_id', '=', spaceId)
    .where('views.branch_id', '=', branchId)
    .where('environments.state', '=', 'active')
    .orderBy('environments.created_at')
    .orderBy('environments.id')
    .execute()
}
