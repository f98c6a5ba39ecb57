import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Space } from '../api/answers.ts'
import { spacesQuery } from '../api/queries.ts'
import { lastSpace, rememberSpace } from './last-space.ts'

const none: readonly Space[] = []

/** The space of the address, or of the last one in places that are about no space; null while there is none. */
export function useSpace(): { readonly spaces: readonly Space[]; readonly space: Space | null } {
  const { space: slug } = useParams({ strict: false })
  const spaces = useQuery(spacesQuery).data ?? none
  useEffect(() => {
    if (slug !== undefined) rememberSpace(slug)
  }, [slug])
  const wanted = slug ?? lastSpace()
  const named = spaces.find((space) => space.slug === wanted)
  return { spaces, space: named ?? (slug === undefined ? (spaces[0] ?? null) : null) }
}
