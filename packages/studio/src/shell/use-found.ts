import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { LinkProps } from '@tanstack/react-router'
import { assetsQuery, entriesQuery } from '../api/content-queries.ts'
import { tokensFoundQuery, typesQuery } from '../api/queries.ts'
import { titleOf } from '../places/entries/entry-title.ts'
import { t } from '../words/words.ts'

/** A thing of a space whose name holds what somebody types. */
export interface Found {
  readonly id: string
  readonly title: string
  /** What it is. */
  readonly kind: string
  readonly link: Pick<LinkProps, 'to' | 'params'>
}

/** How many of a kind are told. */
const limit = 5

/** The shortest text that is searched for. */
const shortest = 2

/** Entries, files and tokens of a space by name; what the person may not list is not looked for. */
export function useFound(space: string | null, typed: string): readonly Found[] {
  const [search] = useDebouncedValue(typed.trim(), 200)
  const params = { space: space ?? '' }
  // What an earlier text has found would stand beside the words of the next one.
  const options = { enabled: space !== null && search.length >= shortest, retry: false, placeholderData: undefined }
  const query = { search, limit, count: false }
  const entries = useQuery({ ...entriesQuery(params.space, query), ...options }).data?.items ?? []
  const types = useQuery({ ...typesQuery(params.space), ...options }).data ?? []
  const assets = useQuery({ ...assetsQuery(params.space, query), ...options }).data?.items ?? []
  const tokens = useQuery({ ...tokensFoundQuery(params.space, search, limit), ...options }).data ?? []
  // Between two letters, what is there was found for the words before.
  if (search !== typed.trim()) return []
  return [
    ...entries.map((entry): Found => {
      const type = types.find(({ slug }) => slug === entry.type)
      return {
        id: entry.id,
        title: titleOf(entry, type, entry.locale),
        kind: type?.name ?? entry.type,
        link: { to: '/studio/spaces/$space/content/$entry', params: { ...params, entry: entry.id } },
      }
    }),
    ...assets.map(({ id, file_name }): Found => ({
      id,
      title: file_name,
      kind: t('shell.file'),
      link: { to: '/studio/spaces/$space/assets/$asset', params: { ...params, asset: id } },
    })),
    ...tokens.map(({ id, name }): Found => ({
      id,
      title: name,
      kind: t('shell.token'),
      link: { to: '/studio/spaces/$space/tokens/$token', params: { ...params, token: id } },
    })),
  ]
}
