import { bulkWriteEntries, createEntry, publishEntry, updateEntry } from '@latchkey/contract/entries/operations'
import type { BulkItem } from '@latchkey/contract/entries/schemas'
import type { Static } from '@latchkey/contract/schema'
import { implementSliced, type Slice } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { problemOf } from '../../pipeline/respond.ts'
import type { Services } from '../../services.ts'
import { readHeldType } from './lasting-facts.ts'
import { readEntryRow } from './queries.ts'

interface Numbered {
  readonly item: Static<typeof BulkItem>
  /** For an entry that the item creates. */
  readonly serial: number
}

export const slicedEntryImplementations = [
  implementSliced(bulkWriteEntries, {
    prepare: ({ body }, { nextSerial }) =>
      Promise.all(body.items.map(async (item): Promise<Numbered> => ({ item, serial: await nextSerial('entry') }))),
    handle: async ({ input, space, services, request, prepared, inSlices }) => {
      const { locale } = input.query
      const answers = await inSlices(prepared, (numbered, slice) => write(slice, space, numbered, locale))
      return {
        items: answers.map((answer, index) =>
          answer.ok ? { index, ...answer.result } : { index, ...failure(services, answer.error, request.id) },
        ),
      }
    },
  }),
]

/** Creates the entry of that type and slug, or updates it where it exists; and publishes it where the item says so. */
async function write({ db, perform }: Slice, space: SpaceFacts, { item, serial }: Numbered, locale?: string) {
  const { type: slug, slug: entrySlug, fields = {}, publish } = item
  const query = locale === undefined ? {} : { locale }
  const type = await readHeldType(db, space.id, slug)
  const name = type && { typeId: type.id, slug: entrySlug }
  const existing = name && (await readEntryRow(db, space.id, name, { forUpdate: false }))
  const { id, version } = existing
    ? await perform(updateEntry, { params: { space: space.id, entry: existing.id }, query, body: { fields } })
    : await perform(
        createEntry,
        { params: { space: space.id }, query, body: { type: slug, slug: entrySlug, fields } },
        serial,
      )
  if (publish) await perform(publishEntry, { params: { space: space.id, entry: id }, query: {}, body: {} })
  return { status: existing ? 200 : 201, id, version }
}

/** The problem of one item, as a document like that of a request of its own. */
function failure({ log }: Pick<Services, 'log'>, error: unknown, requestId: string) {
  const { status, document } = problemOf(error, requestId)
  if (status >= 500) log.error({ err: error, request: requestId }, 'item failed')
  return { status, problem: document }
}
