import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../../api/queries.ts'
import { readViews, type SavedView } from './read-views.ts'

export interface SavedViews {
  readonly views: readonly SavedView[]
  /** One of the same name gives way. */
  readonly save: (view: SavedView) => void
  readonly remove: (name: string) => void
}

/** The views that a person keeps of a space, on this browser: the API has no place for them. */
export function useSavedViews(space: string): SavedViews {
  const account = useQuery(sessionQuery).data?.account.id ?? ''
  const [views, keep] = useLocalStorage<readonly SavedView[]>({
    key: `latchkey-views ${account} ${space}`,
    defaultValue: [],
    getInitialValueInEffect: false,
    deserialize: (text) => readViews(text ?? '[]'),
  })
  const others = (name: string) => views.filter((view) => view.name !== name)
  return {
    views,
    save: (view) => keep([...others(view.name), view].toSorted((a, b) => a.name.localeCompare(b.name))),
    remove: (name) => keep(others(name)),
  }
}
