import { Badge, Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconUserPlus from '@tabler/icons-react/icons/IconUserPlus'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Member } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { membersQuery, sessionQuery } from '../../api/queries.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { Invitations } from './invitations.tsx'
import { MemberRolesDialog } from './member-roles-dialog.tsx'

/** Who works in a space, as what, and who is invited to. */
export function MemberListPage() {
  const { space = '' } = useParams({ strict: false })
  const list = useQuery(membersQuery(space))
  const [inviting, invite] = useDisclosure(false)
  return (
    <Page
      title={t('members.title')}
      lead={t('members.lead')}
      actions={
        <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={invite.open}>
          {t('members.invite')}
        </Button>
      }
    >
      <ProblemAlert error={list.error} />
      <RowCards label={t('members.list')}>
        {(list.data ?? []).map((member) => (
          <MemberCard key={member.account} member={member} space={space} />
        ))}
      </RowCards>
      <Invitations space={space} />
      <InviteDialog space={space} opened={inviting} onClose={invite.close} />
    </Page>
  )
}

function MemberCard({ member, space }: { readonly member: Member; readonly space: string }) {
  const me = useQuery(sessionQuery).data?.account.id
  const [changing, change] = useDisclosure(false)
  const { account, name, email, owner, roles } = member
  const remove = useDeed({
    run: () => api.members.remove({ space, member: account }),
    done: t('members.removed', { name }),
    stale: [membersQuery(space).queryKey],
  })
  return (
    <RowCard
      actions={
        <>
          <Button variant="default" size="xs" aria-label={t('members.changeOf', { name })} onClick={change.open}>
            {t('members.change')}
          </Button>
          {!owner && (
            <ConfirmButton
              size="xs"
              label={t('members.remove')}
              name={t('members.removeOf', { name })}
              title={t('members.removeTitle', { name })}
              text={t('members.removeText')}
              deed={remove}
            />
          )}
        </>
      }
    >
      <Group gap="xs">
        <Text fw={600}>{name}</Text>
        {owner && <Badge color="key">{t('members.owner')}</Badge>}
        {account === me && <Badge variant="default">{t('members.you')}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        {email}
      </Text>
      <Group gap={6}>
        {roles.map((role) => (
          <Badge key={role.id} variant="default">
            {role.name}
          </Badge>
        ))}
        {roles.length === 0 && !owner && (
          <Text size="sm" c="var(--studio-warning)">
            {t('members.rolesNone')}
          </Text>
        )}
      </Group>
      <MemberRolesDialog
        key={roles.map(({ id }) => id).join()}
        member={member}
        space={space}
        opened={changing}
        onClose={change.close}
      />
    </RowCard>
  )
}
