import type { Schema } from '../database/schema.ts'
import { encodeBody } from '../features/content/field-values.ts'
import { creatorColumns } from '../lib/creator.ts'
import type { Author } from '../pipeline/author.ts'
import { fixedId, fixedSerial, type Values } from './content-fixture.ts'
import type { ReadingApp } from './reading-app.ts'

/*
 * What happens to entries after they were made, put straight into the tables: later saves, plans and releases, with the same
 * ids in two databases.
 */

const at = Date.UTC(2026, 2, 1)
const soon = Date.UTC(2027, 0, 1)

/** A save of the working copy, by locale as in `FixtureEntry`. */
export interface FixtureSave {
  /** The entry's id. */
  readonly entry: string
  /** What the save makes of the entry's version. */
  readonly version: number
  readonly values?: Values
  readonly slug?: string
  readonly author?: string
}

/** Saves entries, in order. */
export async function addSaves({ database, space }: ReadingApp, saves: readonly FixtureSave[]): Promise<void> {
  const place = { space_id: space.spaceId, branch_id: 'main' }
  await database.write(async (tx) => {
    for (const { entry, version, values = {}, slug, author = 'account:fixture' } of saves) {
      const saved = { author, token_secret_version: null, version, created_at: at + version }
      const ofEntry = tx.selectFrom('entries').select('slug').where('space_id', '=', space.spaceId)
      const before = await ofEntry.where('id', '=', entry).executeTakeFirstOrThrow()
      for (const [locale, body] of Object.entries(values)) {
        const id = fixedId('revision', entry, locale, version)
        await tx
          .insertInto('revisions')
          .values({ ...place, ...saved, id, entry_id: entry, locale, body: encodeBody(body) })
          .execute()
        await tx
          .insertInto('heads')
          .values({ ...place, entry_id: entry, locale, revision_id: id })
          .onConflict((head) =>
            head.columns(['space_id', 'branch_id', 'entry_id', 'locale']).doUpdateSet({ revision_id: id }),
          )
          .execute()
      }
      if (slug !== undefined) {
        await tx
          .insertInto('renames')
          .values({ ...place, ...saved, entry_id: entry, slug_before: before.slug })
          .execute()
      }
      await tx
        .updateTable('entries')
        .set({ version, changed: 1, updated_at: at + version, ...(slug !== undefined && { slug }) })
        .where('space_id', '=', space.spaceId)
        .where('id', '=', entry)
        .execute()
    }
  })
}

/** A plan for an entry. */
interface FixturePlan {
  /** Its id follows from it. */
  readonly name: string
  /** The entry's id. */
  readonly entry: string
  readonly creator: string
  readonly action?: 'publish' | 'unpublish'
  /** Absent: all. */
  readonly locales?: readonly string[]
}

export interface FixtureSchedule extends FixturePlan {
  readonly state?: Schema['schedules']['state']
}

export const scheduleId = (name: string) => fixedId('schedule', name)

export async function addSchedules({ database, space }: ReadingApp, plans: readonly FixtureSchedule[]): Promise<void> {
  await database.write(async (tx) => {
    for (const { name, entry, creator, action = 'publish', locales, state = 'pending' } of plans) {
      await tx
        .insertInto('schedules')
        .values({
          id: scheduleId(name),
          space_id: space.spaceId,
          branch_id: 'main',
          entry_id: entry,
          action,
          environments: JSON.stringify([space.environmentId]),
          locales: locales ? JSON.stringify(locales) : null,
          version: null,
          due_at: soon,
          state,
          reason: state === 'failed' ? 'It was refused.' : null,
          job_id: null,
          author: JSON.stringify({ kind: 'token', id: 'none' }),
          ...creatorColumns(creator),
          created_at: at,
          ended_at: state === 'pending' ? null : soon,
        })
        .execute()
    }
  })
}

export interface FixtureRequest extends FixturePlan {
  readonly state?: Schema['publish_requests']['state']
}

export const requestId = (name: string) => fixedId('publish-request', name)

/** `asker`: the account whose right to ask counts when they are accepted; absent: nobody's. */
export async function addRequests(
  { database, space }: ReadingApp,
  plans: readonly FixtureRequest[],
  { asker }: { readonly asker?: string } = {},
): Promise<void> {
  const author: Author =
    asker === undefined
      ? { kind: 'token', id: 'none' }
      : { kind: 'account', id: asker, tokenId: 'none', secretVersion: 1 }
  await database.write(async (tx) => {
    for (const { name, entry, creator, action = 'publish', locales, state = 'open' } of plans) {
      const answeredBy = state === 'open' ? null : creatorColumns('account:reviewer')
      await tx
        .insertInto('publish_requests')
        .values({
          id: requestId(name),
          serial: fixedSerial(requestId(name)),
          space_id: space.spaceId,
          branch_id: 'main',
          entry_id: entry,
          action,
          environment_id: space.environmentId,
          locales: locales ? JSON.stringify(locales) : null,
          version: 2,
          note: name,
          state,
          answer: state === 'open' ? '' : name,
          author: JSON.stringify(author),
          ...creatorColumns(creator),
          created_at: at,
          answered_by_kind: answeredBy?.created_by_kind ?? null,
          answered_by_id: answeredBy?.created_by_id ?? null,
          answered_at: answeredBy && at,
        })
        .execute()
    }
  })
}

/** A release, without the view that shows what it pins. */
export interface FixtureRelease {
  /** Its id follows from it. */
  readonly name: string
  readonly creator: string
  /** Ids of accounts; absent: whoever has the grants. */
  readonly people?: readonly string[]
  readonly state?: Schema['releases']['state']
  /** Ids of entries that it publishes. */
  readonly items?: readonly string[]
  /** In which locales; absent: in all. */
  readonly locales?: readonly string[]
  /** Ids of those that it takes offline. */
  readonly offline?: readonly string[]
}

export const releaseId = (name: string) => fixedId('release', name)

/** Makes releases, and puts items into those that are there. */
export async function addReleases({ database, space }: ReadingApp, releases: readonly FixtureRelease[]): Promise<void> {
  await database.write(async (tx) => {
    for (const { name, creator, people, state = 'open', items = [], locales, offline = [] } of releases) {
      const id = releaseId(name)
      await tx
        .insertInto('releases')
        .values({
          id,
          serial: fixedSerial(id),
          space_id: space.spaceId,
          branch_id: 'main',
          name,
          description: '',
          owner_id: space.accountId,
          state,
          people: people ? JSON.stringify(people) : null,
          environments: JSON.stringify([space.environmentId]),
          release_at: null,
          job_id: null,
          failure: null,
          failed_at: null,
          published_at: null,
          version: 1,
          ...creatorColumns(creator),
          created_at: at,
          updated_at: at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      for (const entry of [...items, ...offline]) {
        const pinned = await tx
          .selectFrom('entries')
          .select(['id as entry_id', 'slug', 'version', 'updated_at'])
          .where('space_id', '=', space.spaceId)
          .where('id', '=', entry)
          .executeTakeFirstOrThrow()
        const action = offline.includes(entry) ? 'unpublish' : 'publish'
        const heads = await tx
          .selectFrom('heads')
          .select(['locale', 'revision_id'])
          .where('space_id', '=', space.spaceId)
          .where('entry_id', '=', entry)
          .execute()
        const revisions = JSON.stringify(
          Object.fromEntries(heads.map(({ locale, revision_id }) => [locale, revision_id])),
        )
        const what = { release_id: id, action, revisions, takes_shared: 1 } as const
        await tx
          .insertInto('release_items')
          .values({ ...what, ...pinned, locales: locales ? JSON.stringify(locales) : null, pinned_at: at })
          .execute()
      }
    }
  })
}
