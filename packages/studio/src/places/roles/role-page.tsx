import { Alert, Anchor, Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { grantInWords } from '@latchkey/tokens/grant-in-words'
import IconTestPipe from '@tabler/icons-react/icons/IconTestPipe'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Role } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { rolesQuery, tokensQuery } from '../../api/queries.ts'
import { grantOf, rowOf } from '../../pieces/grants/grant-row.ts'
import { notifyDone } from '../../pieces/notify.ts'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { attempt } from '../../session/attempt.ts'
import { WaitingPage } from '../../shell/waiting-page.tsx'
import { t } from '../../words/words.ts'
import { isLive } from '../tokens/token-tabs.ts'
import { type RoleDraft, RoleForm } from './role-form.tsx'

/** A role: its grants, and the tokens that follow it. */
export function RolePage() {
  const { space = '', role: id = '' } = useParams({ strict: false })
  const list = useQuery(rolesQuery(space))
  const role = list.data?.find((each) => each.id === id)
  const back = { label: t('roles.title'), link: { to: '/studio/spaces/$space/roles', params: { space } } } as const
  if (list.isPending) return <WaitingPage />
  if (role === undefined) return <MissingPage error={list.error} back={back} />
  return (
    <Page
      title={role.name}
      back={back}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconTestPipe size={16} aria-hidden />}
            renderRoot={(props: Record<string, unknown>) => (
              <Link
                to="/studio/spaces/$space/simulator"
                params={{ space }}
                search={{ about: `role:${role.id}` }}
                {...props}
              />
            )}
          >
            {t('roles.simulator')}
          </Button>
          {!role.builtin && <DeleteRole role={role} space={space} />}
        </>
      }
    >
      {role.builtin ? <BuiltinRole role={role} /> : <EditedRole key={role.version} role={role} space={space} />}
      <BoundTokens role={role} space={space} />
    </Page>
  )
}

function BuiltinRole({ role }: { readonly role: Role }) {
  return (
    <Section title={t('roles.panel')}>
      <Alert color="key" variant="light">
        {t('roles.locked')}
      </Alert>
      <List size="sm" spacing={6}>
        {role.grants.map((grant) => (
          <List.Item key={JSON.stringify(grant)}>{grantInWords(grant)}</List.Item>
        ))}
      </List>
    </Section>
  )
}

interface RoleInSpace {
  readonly role: Role
  readonly space: string
}

function EditedRole({ role, space }: RoleInSpace) {
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: ({ name, grants }: RoleDraft) =>
      attempt(() =>
        api.roles.update(
          { space, role: role.id },
          { body: { name: name.trim(), grants: grants.map(grantOf) }, ifMatch: role.version },
        ),
      ),
    onSuccess: async () => {
      notifyDone(t('roles.saved'))
      await queries.invalidateQueries({ queryKey: ['spaces', space] })
    },
  })
  return (
    <RoleForm
      space={space}
      initial={{ name: role.name, grants: role.grants.map(rowOf) }}
      error={save.error}
      saving={save.isPending}
      onSave={(draft) => save.mutate(draft)}
    />
  )
}

function BoundTokens({ role, space }: RoleInSpace) {
  const tokens = useQuery(tokensQuery(space)).data ?? []
  const bound = tokens.filter((token) => isLive(token) && token.role?.id === role.id)
  return (
    <Section title={t('roles.boundTokens')}>
      {bound.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('roles.boundNone')}
        </Text>
      )}
      <Group gap="md">
        {bound.map(({ id, name }) => (
          <Anchor
            key={id}
            size="sm"
            renderRoot={(props: Record<string, unknown>) => (
              <Link to="/studio/spaces/$space/tokens/$token" params={{ space, token: id }} {...props} />
            )}
          >
            {name}
          </Anchor>
        ))}
      </Group>
    </Section>
  )
}

function DeleteRole({ role, space }: RoleInSpace) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => attempt(() => api.roles.delete({ space, role: role.id })),
    onSuccess: async () => {
      notifyDone(t('roles.deleted'))
      await navigate({ to: '/studio/spaces/$space/roles', params: { space } })
      await queries.invalidateQueries({ queryKey: rolesQuery(space).queryKey })
    },
  })
  return (
    <>
      <Button variant="default" c="var(--studio-danger)" onClick={() => setAsking(true)}>
        {t('roles.delete')}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('roles.deleteTitle', { name: role.name })}>
        <Stack>
          <Text size="sm">{t('roles.deleteText')}</Text>
          <ProblemAlert error={remove.error} />
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
              {t('shared.cancel')}
            </Button>
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('shared.delete')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
