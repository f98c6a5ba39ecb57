import type { Reader, Writer } from '../../database/database.ts'

export interface LocaleRow {
  readonly code: string
  readonly name: string
  readonly fallback: string | null
}

/** The locales of a space in their order. */
export function readLocales(db: Reader, spaceId: string): Promise<LocaleRow[]> {
  return db
    .selectFrom('locales')
    .select(['code', 'name', 'fallback'])
    .where('space_id', '=', spaceId)
    .orderBy('position')
    .orderBy('code')
    .execute()
}

export async function insertLocale(tx: Writer, spaceId: string, locale: LocaleRow, position: number): Promise<void> {
  await tx
    .insertInto('locales')
    .values({ space_id: spaceId, ...locale, position })
    .execute()
}

export async function updateLocaleRow(tx: Writer, spaceId: string, { code, ...change }: LocaleRow): Promise<void> {
  await tx.updateTable('locales').set(change).where('space_id', '=', spaceId).where('code', '=', code).execute()
}

export async function deleteLocaleRow(tx: Writer, spaceId: string, code: string): Promise<void> {
  await tx.deleteFrom('locales').where('space_id', '=', spaceId).where('code', '=', code).execute()
}

/** Whether any entry holds values in the locale, live or not. */
export async function isLocaleUsed(db: Reader, spaceId: string, code: string): Promise<boolean> {
  const head = await db
    .selectFrom('heads')
    .select('entry_id')
    .where('space_id', '=', spaceId)
    .where('locale', '=', code)
    .limit(1)
    .executeTakeFirst()
  return head !== undefined
}
