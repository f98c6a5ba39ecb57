import type { ContentType, Entry } from '../../api/answers.ts'

/** What a list shows, and what is chosen in it. */
export interface ListedEntries {
  readonly space: string
  readonly type: ContentType
  readonly locale: string
  readonly order: string
  readonly entries: readonly Entry[]
  /** Ids. */
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (chosen: ReadonlySet<string>) => void
  readonly onOrder: (order: string) => void
}

/** The choice with one more, or one fewer. */
export function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return chosen.has(id) ? new Set([...chosen].filter((each) => each !== id)) : new Set([...chosen, id])
}
