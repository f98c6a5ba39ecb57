import type { Asset, AssetChange } from '../../api/answers.ts'
import { isSame } from '../entries/entry-draft.ts'

/** What is said about a file, while it is being changed; an empty text is none. */
export interface AssetDraft {
  readonly fileName: string
  readonly category: string
  readonly isPrivate: boolean
  readonly title: string
  readonly alt: string
  readonly description: string
  readonly credit: string
  readonly tags: readonly string[]
}

export function draftOf({ file_name, category, private: isPrivate, metadata, tags }: Asset): AssetDraft {
  const { title = '', alt = '', description = '', credit = '' } = metadata
  return { fileName: file_name, category: category ?? '', isPrivate, title, alt, description, credit, tags }
}

/** What is sent: what differs and nothing else; null takes a text away. */
export function changeOf(before: AssetDraft, after: AssetDraft): AssetChange {
  const texts = (['title', 'alt', 'description', 'credit'] as const).filter((name) => before[name] !== after[name])
  return {
    ...(before.fileName !== after.fileName && { file_name: after.fileName.trim() }),
    ...(before.category !== after.category && { category: after.category.trim() || null }),
    ...(before.isPrivate !== after.isPrivate && { private: after.isPrivate }),
    ...(texts.length > 0 && {
      metadata: Object.fromEntries(texts.map((name) => [name, after[name].trim() || null])),
    }),
    ...(!isSame(before.tags, after.tags) && { tags: [...after.tags] }),
  }
}
