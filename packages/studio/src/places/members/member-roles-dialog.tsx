import { useState } from 'react'
import type { Member } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { RoleChoice } from './role-choice.tsx'

interface MemberRolesDialogProps {
  readonly member: Member
  readonly space: string
  readonly opened: boolean
  readonly onClose: () => void
}

/** Which roles a member has. */
export function MemberRolesDialog({ member, space, opened, onClose }: MemberRolesDialogProps) {
  const [roles, setRoles] = useState<readonly string[]>(() => member.roles.map(({ id }) => id))
  const save = useDeed({
    run: () => api.members.update({ space, member: member.account }, { body: { roles: [...roles] } }),
    done: t('members.changed'),
    stale: [['spaces', space]],
    onDone: onClose,
  })
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t('members.changeTitle', { name: member.name })}
      submit={t('shared.save')}
      saving={save.isPending}
      error={save.error}
      except={['/roles']}
      onSubmit={() => save.mutate()}
    >
      <RoleChoice space={space} chosen={roles} error={issueAt(save.error, '/roles')} onChange={setRoles} />
    </DialogForm>
  )
}
