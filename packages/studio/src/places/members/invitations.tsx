import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { SpaceInvitation } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { invitationsQuery } from '../../api/queries.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { InvitationCard } from './invitation-card.tsx'

/** Who is invited to a space and has not answered yet. */
export function Invitations({ space }: { readonly space: string }) {
  const list = useQuery(invitationsQuery(space))
  const invitations = list.data ?? []
  return (
    <Section title={t('members.invitations')} lead={t('members.invitationsLead')}>
      <ProblemAlert error={list.error} />
      {list.isSuccess && invitations.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('members.invitationsNone')}
        </Text>
      )}
      <RowCards label={t('members.invitations')}>
        {invitations.map((invitation) => (
          <Invitation key={invitation.email} invitation={invitation} space={space} />
        ))}
      </RowCards>
    </Section>
  )
}

function Invitation({ invitation, space }: { readonly invitation: SpaceInvitation; readonly space: string }) {
  const { id, email, roles, expires_at: until } = invitation
  const withdraw = useDeed({
    run: () => api.invitations.withdraw({ space, invitation: id }),
    done: t('members.withdrawn', { email }),
    stale: [invitationsQuery(space).queryKey],
  })
  const again = useDeed({
    run: () => {
      const body = { email, roles: roles.map((role) => role.id) }
      return api.invitations.create({ space }, { body, idempotencyKey: crypto.randomUUID() })
    },
    done: t('members.sentAgain', { email }),
    stale: [invitationsQuery(space).queryKey],
  })
  const names = roles.map(({ name }) => name)
  return <InvitationCard email={email} roles={names} until={until} withdraw={withdraw} again={again} />
}
