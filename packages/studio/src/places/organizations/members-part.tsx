import { Badge, Button, Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconUserPlus from '@tabler/icons-react/icons/IconUserPlus'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OrganizationInvitation, OrganizationMember } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { organizationInvitationsQuery, organizationMembersQuery } from '../../api/queries.ts'
import { ChoiceGroup } from '../../pieces/choice-group.tsx'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { InvitationCard } from '../members/invitation-card.tsx'
import { InvitationLink } from '../members/invitation-link.tsx'
import type { PartProps } from './part-props.ts'

const given = ['administrator', 'member'] as const

/** The people of an organization, and who is invited. */
export function MembersPart({ organization }: PartProps) {
  const list = useQuery(organizationMembersQuery(organization.slug))
  const invitations = useQuery(organizationInvitationsQuery(organization.slug))
  const [inviting, invite] = useDisclosure(false)
  return (
    <Stack maw={820}>
      <Section
        title={t('organizations.members.list')}
        lead={t('organizations.members.lead')}
        actions={
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={invite.open}>
            {t('organizations.members.invite')}
          </Button>
        }
      >
        <ProblemAlert error={list.error} />
        <RowCards label={t('organizations.members.list')}>
          {(list.data ?? []).map((person) => (
            <PersonCard key={person.account} person={person} organization={organization} />
          ))}
        </RowCards>
      </Section>
      {(invitations.data ?? []).length > 0 && (
        <Section title={t('organizations.members.invitations')}>
          <RowCards label={t('organizations.members.invitations')}>
            {invitations.data?.map((invitation) => (
              <Invitation key={invitation.email} invitation={invitation} organization={organization} />
            ))}
          </RowCards>
        </Section>
      )}
      <InviteDialog organization={organization} opened={inviting} onClose={invite.close} />
    </Stack>
  )
}

function PersonCard({ person, organization }: PartProps & { readonly person: OrganizationMember }) {
  const { account, name, email, role, may_use_password: password, signs_in_at_provider: atProvider } = person
  const params = { organization: organization.slug, person: account }
  const stale = [organizationMembersQuery(organization.slug).queryKey]
  const setRole = useDeed({
    run: (next: (typeof given)[number]) => api.organizationMembers.update(params, { body: { role: next } }),
    done: t('organizations.members.changed'),
    stale,
  })
  const setPassword = useDeed({
    run: (next: boolean) => api.organizationMembers.update(params, { body: { may_use_password: next } }),
    done: t('organizations.members.passwordSaved'),
    stale,
  })
  const unlink = useDeed({
    run: () => api.ssoIdentities.remove(params),
    done: t('organizations.members.unlinked', { name }),
    stale,
  })
  const remove = useDeed({
    run: () => api.organizationMembers.remove(params),
    done: t('organizations.members.removed', { name }),
    stale,
  })
  return (
    <RowCard
      actions={
        role !== 'owner' && (
          <>
            <Select
              size="xs"
              w={160}
              allowDeselect={false}
              aria-label={t('organizations.members.roleOf', { name })}
              data={given.map((value) => ({ value, label: t(`organizations.role.${value}`) }))}
              value={role}
              disabled={setRole.isPending}
              onChange={(next) => {
                const chosen = given.find((each) => each === next)
                if (chosen !== undefined && chosen !== role) setRole.mutate(chosen, { onError: notifyProblem })
              }}
            />
            {atProvider && (
              <ConfirmButton
                size="xs"
                label={t('organizations.members.unlink')}
                name={t('organizations.members.unlinkOf', { name })}
                title={t('organizations.members.unlinkTitle', { name })}
                text={t('organizations.members.unlinkText')}
                deed={unlink}
              />
            )}
            <ConfirmButton
              size="xs"
              label={t('organizations.members.remove')}
              name={t('organizations.members.removeOf', { name })}
              title={t('organizations.members.removeTitle', { name })}
              text={t('organizations.members.removeText')}
              deed={remove}
            />
          </>
        )
      }
    >
      <Group gap="sm">
        <Text fw={600}>{name}</Text>
        {role === 'owner' && <Badge color="key">{t('organizations.role.owner')}</Badge>}
        {atProvider && <Badge variant="default">{t('organizations.members.atProvider')}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        {email}
      </Text>
      {organization.single_sign_on === 'required' && role !== 'owner' && (
        <Switch
          size="sm"
          withThumbIndicator={false}
          label={t('organizations.members.mayUsePassword')}
          aria-label={t('organizations.members.mayUsePasswordOf', { name })}
          checked={password}
          disabled={setPassword.isPending}
          onChange={(event) => setPassword.mutate(event.currentTarget.checked, { onError: notifyProblem })}
        />
      )}
    </RowCard>
  )
}

function Invitation({ invitation, organization }: PartProps & { readonly invitation: OrganizationInvitation }) {
  const { id, email, role, expires_at: until } = invitation
  const withdraw = useDeed({
    run: () => api.organizationInvitations.withdraw({ organization: organization.slug, invitation: id }),
    done: t('members.withdrawn', { email }),
    stale: [organizationInvitationsQuery(organization.slug).queryKey],
  })
  const again = useDeed({
    run: () =>
      api.organizationInvitations.create(
        { organization: organization.slug },
        { body: { email, role }, idempotencyKey: crypto.randomUUID() },
      ),
    done: t('members.sentAgain', { email }),
    stale: [organizationInvitationsQuery(organization.slug).queryKey],
  })
  const roles = [t(`organizations.role.${role}`)]
  return <InvitationCard email={email} roles={roles} until={until} withdraw={withdraw} again={again} />
}

interface InviteDialogProps extends PartProps {
  readonly opened: boolean
  readonly onClose: () => void
}

function InviteDialog({ organization, opened, onClose }: InviteDialogProps) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<(typeof given)[number]>('member')
  const invite = useDeed({
    run: () =>
      api.organizationInvitations.create(
        { organization: organization.slug },
        { body: { email: email.trim(), role }, idempotencyKey: crypto.randomUUID() },
      ),
    done: t('members.invited', { email: email.trim() }),
    stale: [organizationInvitationsQuery(organization.slug).queryKey],
    onDone: ({ secret }) => {
      if (secret === undefined) close()
    },
  })
  const close = () => {
    setEmail('')
    invite.reset()
    onClose()
  }
  const secret = invite.data?.secret
  if (secret !== undefined) return <InvitationLink secret={secret} opened={opened} onClose={close} />
  return (
    <DialogForm
      opened={opened}
      onClose={close}
      title={t('organizations.members.inviteTitle')}
      submit={t('members.inviteSubmit')}
      saving={invite.isPending}
      error={invite.error}
      except={['/email']}
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
      <ChoiceGroup
        label={t('organizations.members.role')}
        value={role}
        onChange={setRole}
        choices={given.map((value) => ({ value, label: t(`organizations.role.${value}`) }))}
      />
    </DialogForm>
  )
}
