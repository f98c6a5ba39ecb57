import { useThrottledCallback } from '@mantine/hooks'
import { keepPreviousData, type QueryKey, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { pageSize, type Part } from './content-queries.ts'

/** How often it is asked for at most while somebody scrolls, in milliseconds. */
const askedEveryMs = 150

interface Answer<Item> {
  readonly items: readonly Item[]
  readonly total?: number
}

interface PartQuery<Item> {
  readonly queryKey: QueryKey
  readonly queryFn: () => Promise<Answer<Item>>
}

/** A list of any length, of which the server is asked for what is looked at. */
export interface LongList<Item> {
  /** How many there are; 0 while that is not known. */
  readonly total: number
  /** Null while it is on its way. */
  readonly at: (index: number) => Item | null
  /** Says which part is looked at. */
  readonly look: (from: number, to: number) => void
  readonly isPending: boolean
  readonly isSuccess: boolean
  readonly error: Error | null
}

/** The first part is always there, and says how many there are; the others come as somebody gets to them. */
export function useLongList<Item>(ask: (part: Part) => PartQuery<Item>): LongList<Item> {
  const queries = useQueryClient()
  const [looked, setLooked] = useState({ from: 0, to: 0 })
  const head = useQuery({ ...ask({ offset: 0, limit: pageSize, count: true }), placeholderData: keepPreviousData })
  const total = head.data?.total ?? 0
  const last = Math.max(0, Math.ceil(total / pageSize) - 1)
  const parts = Array.from(
    { length: Math.max(0, Math.min(looked.to, last) - Math.max(1, looked.from) + 1) },
    (_, place) => Math.max(1, looked.from) + place,
  )
  const others = useQueries({
    queries: parts.map((part) => ask({ offset: part * pageSize, limit: pageSize, count: false })),
  })
  const note = useThrottledCallback((from: number, to: number) => setLooked({ from, to }), askedEveryMs)
  const before = useRef('')
  const look = useCallback(
    (from: number, to: number) => {
      // Half a part ahead, so that who scrolls on finds it there.
      const [first, final] = [partOf(from - pageSize / 2), partOf(to + pageSize / 2)]
      const next = `${first} ${final}`
      if (next === before.current) return
      before.current = next
      note(first, final)
    },
    [note],
  )
  // What somebody has scrolled away from may still have the focus.
  const kept = (part: number) =>
    queries.getQueryData<Answer<Item>>(ask({ offset: part * pageSize, limit: pageSize, count: false }).queryKey)
  return {
    total,
    at: (index) => {
      const part = partOf(index)
      const page = part === 0 ? head.data : (others[parts.indexOf(part)]?.data ?? kept(part))
      return page?.items[index - part * pageSize] ?? null
    },
    look,
    isPending: head.isPending,
    isSuccess: head.isSuccess,
    error: head.error ?? others.find(({ error }) => error !== null)?.error ?? null,
  }
}

function partOf(index: number): number {
  return Math.max(0, Math.floor(index / pageSize))
}
