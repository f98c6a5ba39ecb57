import { Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ContentType } from '../../api/answers.ts'
import { tagsQuery } from '../../api/content-queries.ts'
import { SearchInput } from '../../pieces/search-input.tsx'
import { t } from '../../words/words.ts'
import { TagFilter } from '../tags/tag-filter.tsx'
import classes from './entry-list-page.module.css'
import { allTypes, type EntrySearch, type EntrySearchChange, entryStatuses, unnarrowed } from './entry-search.ts'

interface EntryFiltersProps {
  readonly space: string
  readonly types: readonly ContentType[]
  /** Null: all of them. */
  readonly type: ContentType | null
  readonly codes: readonly string[]
  readonly locale: string
  readonly search: EntrySearch
  readonly go: (part: EntrySearchChange) => void
}

/** What a list of entries is narrowed by. */
export function EntryFilters({ space, types, type, codes, locale, search, go }: EntryFiltersProps) {
  const tags = useQuery(tagsQuery(space, type?.slug)).data ?? []
  return (
    <Group gap="sm" align="flex-end" className={classes['filters'] ?? ''}>
      <Select
        label={t('content.type')}
        searchable
        data={[
          ...types.map(({ slug, name }) => ({ value: slug, label: name })),
          ...(types.length > 1 ? [{ value: allTypes, label: t('content.allTypes') }] : []),
        ]}
        value={type?.slug ?? allTypes}
        allowDeselect={false}
        onChange={(next) => {
          // What narrows one type says nothing of another.
          if (next !== null) go({ ...unnarrowed, type: next, order: undefined, columns: undefined })
        }}
      />
      <Select
        label={t('content.state')}
        placeholder={t('content.anyState')}
        clearable
        data={entryStatuses.map((value) => ({ value, label: t(`content.status.${value}`) }))}
        value={search.status ?? null}
        onChange={(next) => go({ status: entryStatuses.find((each) => each === next) })}
      />
      <TagFilter tags={tags} tag={search.tag} onChange={(tag) => go({ tag })} />
      {codes.length > 1 && (
        <Select
          label={t('content.locale')}
          data={[...codes]}
          value={locale}
          allowDeselect={false}
          onChange={(next) => go({ locale: next ?? undefined })}
        />
      )}
      <SearchInput
        value={search.search}
        placeholder={t('content.searchHint')}
        className={classes['search'] ?? ''}
        onSearch={(text) => go({ search: text })}
      />
    </Group>
  )
}
