import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { membersQuery, releasesQuery, rolesQuery, sessionQuery, spacesQuery } from '../../api/queries.ts'
import { type OwnRights, ownRights } from './own-rights.ts'

/** The rights of who has signed in, in a space; null while they are unknown, and then nothing is closed beforehand. */
export function useOwnRights(slug: string | null): OwnRights | null {
  const asked = { enabled: slug !== null }
  const person = useQuery(sessionQuery).data?.account
  const space = useQuery(spacesQuery).data?.find((each) => each.slug === slug)
  const members = useQuery({ ...membersQuery(slug ?? ''), ...asked }).data
  const roles = useQuery({ ...rolesQuery(slug ?? ''), ...asked }).data
  const releases = useQuery({ ...releasesQuery(slug ?? ''), ...asked }).data
  return useMemo(() => {
    if (person === undefined || space === undefined) return null
    const ownsRelease = releases?.some(({ owner }) => owner === person.id) ?? false
    return ownRights(space, person, members ?? [], roles ?? [], ownsRelease)
  }, [person, space, members, roles, releases])
}
