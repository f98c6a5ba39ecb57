import { listDeclaredAssetTags } from '@latchkey/contract/declared-tags/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseBody } from '@latchkey/dialect-kit/refuse'

export type AssetTag = ResultOf<typeof listDeclaredAssetTags>['items'][number]

interface Bearer {
  readonly tags: readonly string[]
}

/** The declared tags, where one of the files bears any, as far as the caller may know of them. */
export function* knownTags({ space }: VendorRequest, files: readonly Bearer[]): Plan<readonly AssetTag[]> {
  if (files.every(({ tags }) => tags.length === 0)) return []
  const tried = yield* attempt(listDeclaredAssetTags, { params: { space: space.id } })
  return tried.ok ? tried.result.items : []
}

/** The tags of a file with those of the given numbers: words that nobody has declared have none, and stay. */
export function* tagsOf({ space }: VendorRequest, { tags }: Bearer, ids: unknown): Plan<string[]> {
  const { items } = yield* call(listDeclaredAssetTags, { params: { space: space.id } })
  const declared = new Set(items.map(({ tag }) => tag))
  const sent: readonly unknown[] = Array.isArray(ids) ? ids : []
  const named = sent.map((id) => {
    const found = items.find(({ serial }) => serial === Number(id))
    if (found === undefined) throw refuseBody('/internal_tag_ids', `There is no internal tag ${String(id)}.`)
    return found.tag
  })
  return [...new Set([...tags.filter((tag) => !declared.has(tag)), ...named])]
}
