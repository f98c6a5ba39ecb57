import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { rolesQuery } from '../../api/queries.ts'
import { grantBeyond } from '../../pieces/grants/own-rights.ts'
import { useOwnRights } from '../../pieces/grants/use-own-rights.ts'
import { t } from '../../words/words.ts'

interface RoleChoiceProps {
  readonly space: string
  /** Ids. */
  readonly chosen: readonly string[]
  readonly error: string | undefined
  readonly onChange: (roles: readonly string[]) => void
}

/** Roles of a space. Those that open more than the person may do are shown, and cannot be given. */
export function RoleChoice({ space, chosen, error, onChange }: RoleChoiceProps) {
  const roles = useQuery(rolesQuery(space)).data ?? []
  const rights = useOwnRights(space)
  return (
    <MultiSelect
      searchable
      label={t('members.roles')}
      description={t('members.rolesHint')}
      data={roles.map(({ id, name, grants }) => {
        const beyond = rights !== null && grantBeyond(rights, grants) !== null
        return { value: id, label: beyond ? `${name} – ${t('members.beyond')}` : name, disabled: beyond }
      })}
      value={[...chosen]}
      error={error}
      onChange={onChange}
    />
  )
}
