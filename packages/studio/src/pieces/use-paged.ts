import type { Page } from '@latchkey/client/operations'
import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'

/** A long list, page after page: `read` is asked for the page that a cursor names, undefined for the first. */
export function usePaged<Item>(
  queryKey: QueryKey,
  read: (after: string | undefined) => Promise<Page<Item>>,
  refetchInterval: number | false = false,
) {
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval,
  })
  return { ...pages, items: pages.data?.pages.flatMap(({ items }) => items) ?? [] }
}
