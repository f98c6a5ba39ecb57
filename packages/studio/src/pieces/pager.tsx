import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { pageSize } from '../api/content-queries.ts'
import { t } from '../words/words.ts'

/** Where somebody is in a list that is told page by page. */
export interface Cursor {
  /** What the list is asked for; null for its first page. */
  readonly after: string | null
  /** How many pages lie before this one. */
  readonly depth: number
  readonly forward: (next: string) => void
  readonly back: () => void
  readonly reset: () => void
}

export function useCursor(): Cursor {
  const [before, setBefore] = useState<readonly string[]>([])
  return {
    after: before.at(-1) ?? null,
    depth: before.length,
    forward: (next) => setBefore([...before, next]),
    back: () => setBefore(before.slice(0, -1)),
    reset: () => setBefore([]),
  }
}

interface PagerProps {
  readonly page: { readonly items: readonly unknown[]; readonly next: string | null; readonly total?: number }
  readonly cursor: Cursor
  readonly onTurn?: () => void
  /** Which part is shown, where places are not counted. */
  readonly range?: string
  /** What the ways are called; absent: to the page before and after. */
  readonly labels?: { readonly back: string; readonly forward: string }
}

/** Which part of a list is shown, and the ways to the pages beside it; nothing for a list of one page. */
export function Pager({ page: { items, next, total }, cursor, onTurn, range, labels }: PagerProps) {
  if (next === null && cursor.depth === 0) return null
  const from = cursor.depth * pageSize + 1
  const turn = (how: () => void) => {
    how()
    onTurn?.()
    scrollTo({ top: 0 })
  }
  return (
    <Group justify="space-between" component="nav" aria-label={t('shared.pages')}>
      <Text size="sm" c="dimmed" role="status">
        {range ?? t('shared.ofAll', { from, to: from + items.length - 1, total: total ?? '…' })}
      </Text>
      <Group gap="sm">
        <Button variant="default" disabled={cursor.depth === 0} onClick={() => turn(cursor.back)}>
          {labels?.back ?? t('shared.previousPage')}
        </Button>
        <Button
          variant="default"
          disabled={next === null}
          onClick={() => {
            if (next !== null) turn(() => cursor.forward(next))
          }}
        >
          {labels?.forward ?? t('shared.nextPage')}
        </Button>
      </Group>
    </Group>
  )
}
