import { Badge, Button, Group, Text } from '@mantine/core'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard } from '../../pieces/row-card.tsx'
import type { Deed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { InvitationLink } from './invitation-link.tsx'

interface InvitationCardProps {
  readonly email: string
  /** Names of the roles that wait for whoever takes it. */
  readonly roles: readonly string[]
  /** When it ends. */
  readonly until: string
  readonly withdraw: Deed<void>
  /** Replaces it by another one like it; the secret of the new link, for whom the server tells it to. */
  readonly again: Deed<void> & { readonly data: { readonly secret?: string } | undefined }
}

/** An invitation that nobody has answered yet. */
export function InvitationCard({ email, roles, until, withdraw, again }: InvitationCardProps) {
  const secret = again.data?.secret
  return (
    <RowCard
      actions={
        <>
          <Button
            variant="default"
            size="xs"
            loading={again.isPending}
            aria-label={t('members.againOf', { email })}
            onClick={() => again.mutate()}
          >
            {t('members.again')}
          </Button>
          <ConfirmButton
            size="xs"
            label={t('members.withdraw')}
            name={t('members.withdrawOf', { email })}
            title={t('members.withdrawOf', { email })}
            text={t('members.withdrawText')}
            deed={withdraw}
          />
        </>
      }
    >
      <Text fw={600}>{email}</Text>
      <Group gap="sm">
        {roles.map((role) => (
          <Badge key={role} variant="default">
            {role}
          </Badge>
        ))}
        <Group gap={4}>
          <Text size="sm" c="dimmed">
            {t('members.until')}
          </Text>
          <Moment time={until} />
        </Group>
      </Group>
      <ProblemAlert error={again.error} />
      {secret !== undefined && <InvitationLink secret={secret} opened onClose={again.reset} />}
    </RowCard>
  )
}
