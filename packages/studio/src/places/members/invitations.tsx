import { Badge, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { SpaceInvitation } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { invitationsQuery } from '../../api/queries.ts'
import { Moment } from '../../pieces/moment.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { t } from '../../words/words.ts'

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
          <InvitationCard key={invitation.id} invitation={invitation} space={space} />
        ))}
      </RowCards>
    </Section>
  )
}

function InvitationCard({ invitation, space }: { readonly invitation: SpaceInvitation; readonly space: string }) {
  const { id, email, roles, expires_at: end } = invitation
  const withdraw = useDeed({
    run: () => api.invitations.withdraw({ space, invitation: id }),
    done: t('members.withdrawn', { email }),
    stale: [invitationsQuery(space).queryKey],
  })
  return (
    <RowCard
      actions={
        <ConfirmButton
          size="xs"
          label={t('members.withdraw')}
          name={t('members.withdrawOf', { email })}
          title={t('members.withdrawOf', { email })}
          text={t('members.invitationsLead')}
          deed={withdraw}
        />
      }
    >
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {email}
      </Text>
      <Group gap="sm">
        {roles.map((role) => (
          <Badge key={role.id} variant="default">
            {role.name}
          </Badge>
        ))}
        <Group gap={4}>
          <Text size="sm" c="dimmed">
            {t('members.until')}
          </Text>
          <Moment time={end} />
        </Group>
      </Group>
    </RowCard>
  )
}
