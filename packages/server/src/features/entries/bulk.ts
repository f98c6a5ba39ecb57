import { bulkWriteEntries, createEntry, publishEntry, updateEntry } from '@latchkey/contract/entries/operations'
import type { BulkItem } from '@latchkey/contract/entries/schemas'
import type { Static } from '@latchkey/contract/schema'
import { implementSliced, type Slice } from '../../pipeline/implementation.ts'
import type { BranchFacts, SpaceFacts } from '../../pipeline/principal.ts'
import { problemOf } from '../../pipeline/respond.ts'
import type { Services } from '../../services.ts'
import { readHeldType } from './lasting-facts.ts'
import { readEntryRow } from './queries.ts'

interface Numbered {
  readonly item: Static<typeof BulkItem>
  /** For an entry that the item creates. */
  readonly serial: number
}

/** Where all items of a request go. */
interface Place {
  readonly space: SpaceFacts
  readonly branch: BranchFacts
  readonly query: { readonly branch?: string; readonly locale?: string }
}

export const slicedEntryImplementations = [
  implementSliced(bulkWriteEntries, {
    prepare: ({ body }, { nextSerial }) =>
      Promise.all(body.items.map(async (item): Promise<Numbered> => ({ item, serial: await nextSerial('entry') }))),
    handle: async ({ input, space, branch, services, request, prepared, inSlices }) => {
      const place = { space, branch, query: input.query }
      const answers = await inSlices(prepared, (numbered, slice) => write(slice, place, numbered))
      return {
        items: answers.map((answer, index) =>
          answer.ok ? { index, ...answer.result } : { index, ...failure(services, answer.error, request.id) },
        ),
      }
    },
  }),
]

/** Creates the entry of that type and slug, or updates it where it exists; and publishes it where the item says so. */
async function write({ db, perform }: Slice, { space, branch, query }: Place, { item, serial }: Numbered) {
  const { type: slug, slug: entrySlug, fields = {}, publish } = item
  const type = await readHeldType(db, space.id, branch.id, slug)
  const name = type && { typeId: type.id, slug: entrySlug }
  const existing = name && (await readEntryRow(db, space.id, branch.id, name, { forUpdate: false }))
  const { id, version } = existing
    ? await perform(updateEntry, { params: { space: space.id, entry: existing.id }, query, body: { fields } })
    : await perform(
        createEntry,
        { params: { space: space.id }, query, body: { type: slug, slug: entrySlug, fields } },
        serial,
      )
  const { locale: _, ...inBranch } = query
  if (publish) await perform(publishEntry, { params: { space: space.id, entry: id }, query: inBranch, body: {} })
  return { status: existing ? 200 : 201, id, version }
}

/** The problem of one item, as a document like that of a request of its own. */
function failure({ log }: Pick<Services, 'log'>, error: unknown, requestId: string) {
  const { status, document } = problemOf(error, requestId)
  if (status >= 500) log.error({ err: error, request: requestId }, 'item failed')
  return { status, problem: document }
}
