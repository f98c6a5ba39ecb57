import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { invitationsQuery } from '../../api/queries.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { InvitationLink } from './invitation-link.tsx'
import { RoleChoice } from './role-choice.tsx'

interface InviteDialogProps {
  readonly space: string
  readonly opened: boolean
  readonly onClose: () => void
}

/** Invites an address, and shows the link to whom the server tells it. */
export function InviteDialog({ space, opened, onClose }: InviteDialogProps) {
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<readonly string[]>([])
  const [secret, setSecret] = useState<string | null>(null)
  const close = () => {
    setEmail('')
    setRoles([])
    setSecret(null)
    onClose()
  }
  const invite = useDeed({
    run: () =>
      api.invitations.create(
        { space },
        { body: { email: email.trim(), roles: [...roles] }, idempotencyKey: crypto.randomUUID() },
      ),
    done: t('members.invited', { email: email.trim() }),
    stale: [invitationsQuery(space).queryKey],
    onDone: (invitation) => {
      if (invitation.secret === undefined) close()
      else setSecret(invitation.secret)
    },
  })
  if (secret !== null) return <InvitationLink secret={secret} opened={opened} onClose={close} />
  return (
    <DialogForm
      opened={opened}
      onClose={close}
      title={t('members.inviteTitle')}
      submit={t('members.inviteSubmit')}
      saving={invite.isPending}
      error={invite.error}
      except={['/email', '/roles']}
      onSubmit={() => invite.mutate()}
    >
      <TextInput
        type="email"
        label={t('members.email')}
        description={t('members.emailHint')}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
        value={email}
        error={issueAt(invite.error, '/email')}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <RoleChoice space={space} chosen={roles} error={issueAt(invite.error, '/roles')} onChange={setRoles} />
    </DialogForm>
  )
}
