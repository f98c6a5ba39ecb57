import { Select } from '@mantine/core'
import { t } from '../../words/words.ts'

interface TagFilterProps {
  readonly tags: readonly { readonly tag: string }[]
  /** The one that is asked for, there or not; absent: any. */
  readonly tag: string | undefined
  readonly onChange: (tag: string | undefined) => void
}

/** Narrows a list to what bears a tag; nothing where there is none to choose. */
export function TagFilter({ tags, tag, onChange }: TagFilterProps) {
  const offered = [...new Set([...tags.map((each) => each.tag), ...(tag === undefined ? [] : [tag])])]
  if (offered.length === 0) return null
  return (
    <Select
      label={t('content.tag')}
      placeholder={t('content.anyTag')}
      clearable
      searchable
      data={offered}
      value={tag ?? null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}
