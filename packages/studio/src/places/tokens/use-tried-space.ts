import { useQuery } from '@tanstack/react-query'
import type { Token } from '../../api/answers.ts'
import { spacesQuery } from '../../api/queries.ts'

/** The slug of the space that a token is tried in: its own, or any where it reaches all. */
export function useTriedSpace({ space }: Pick<Token, 'space'>): string {
  const spaces = useQuery({ ...spacesQuery, enabled: space === null }).data
  return space?.slug ?? spaces?.[0]?.slug ?? ''
}
