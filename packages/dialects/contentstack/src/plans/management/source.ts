import { listAssets } from '@latchkey/contract/assets/operations'
import { listEntries } from '@latchkey/contract/entries/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { creatorUid } from '../../from-result/creator.ts'
import { type ManagedFile, managedAssetOf } from '../../from-result/managed-asset.ts'
import type { Shapes } from '../../from-result/shapes.ts'
import { isYes } from '../../to-input/list.ts'
import { localeOf } from '../../to-input/reading.ts'
import { pageMax, showEntries, type Source } from '../show-entries.ts'
import { branchIn } from './content-types.ts'

export type ManagedEntry = ResultOf<typeof listEntries>['items'][number]

/** Shows entries as editors see them. */
export function* showManaged(request: VendorRequest, entries: readonly ManagedEntry[], shapes: Shapes): Plan<object[]> {
  const shown = yield* showEntries(request, sourceOf(request, entries), entries, shapes)
  return shown.map((entry, index) => {
    const creator = creatorUid(entries[index]?.created_by ?? '')
    return { ...entry, created_by: creator, updated_by: creator }
  })
}

function sourceOf(request: VendorRequest, entries: readonly ManagedEntry[]): Source {
  const { query, space } = request
  const environments = new Map(entries.map((entry) => [entry.id, entry.environments]))
  return {
    *items(ids) {
      const list = { ...branchIn(request), ...localeOf(request), filter: withIds(ids), limit: pageMax }
      return (yield* call(listEntries, { params: { space: space.id }, query: list })).items
    },
    *files(ids) {
      const list = { ...branchIn(request), filter: withIds(ids), limit: pageMax }
      const tried = yield* attempt(listAssets, { params: { space: space.id }, query: list })
      const files = tried.ok ? tried.result.items : []
      return new Map(files.map((file) => [file.id, showFile(request, file)]))
    },
    publishDetails: ({ id, locale, version, published_at: time }) =>
      isYes(query, 'include_publish_details')
        ? (environments.get(id) ?? []).map((environment) => ({ environment, locale, version, time }))
        : undefined,
  }
}

/** A file with the address of its bytes. */
export function showFile({ base, space }: VendorRequest, file: ManagedFile): Record<string, unknown> {
  return managedAssetOf(file, `${new URL(base).origin}/api/v1/spaces/${space.slug}/assets/${file.id}/file`)
}

export function withIds(ids: readonly string[]) {
  return [{ path: ['id', 'in'], value: ids.join(',') }]
}
