import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { rolesQuery } from '../../api/queries.ts'
import { emptyRow, grantOf } from '../../pieces/grants/grant-row.ts'
import { notifyDone } from '../../pieces/notify.tsx'
import { Page } from '../../pieces/page.tsx'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'
import { type RoleDraft, RoleForm } from './role-form.tsx'

const initial: RoleDraft = { name: '', grants: [emptyRow] }

/** Makes a role. */
export function NewRolePage() {
  const { space = '' } = useParams({ strict: false })
  const queries = useQueryClient()
  const navigate = useNavigate()
  const create = useMutation({
    mutationFn: ({ name, grants }: RoleDraft) =>
      attempt(() => api.roles.create({ space }, { body: { name: name.trim(), grants: grants.map(grantOf) } })),
    onSuccess: async ({ id }) => {
      notifyDone(t('roles.created'))
      await queries.invalidateQueries({ queryKey: rolesQuery(space).queryKey })
      await navigate({ to: '/studio/spaces/$space/roles/$role', params: { space, role: id } })
    },
  })
  return (
    <Page
      title={t('roles.newTitle')}
      back={{ label: t('roles.title'), link: { to: '/studio/spaces/$space/roles', params: { space } } }}
    >
      <RoleForm
        space={space}
        initial={initial}
        error={create.error}
        saving={create.isPending}
        onSave={(draft) => create.mutate(draft)}
      />
    </Page>
  )
}
