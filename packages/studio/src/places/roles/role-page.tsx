import { Alert, Anchor, Button, Group, List, Text } from '@mantine/core'
import { grantInWords } from '@latchkey/tokens/grant-in-words'
import IconTestPipe from '@tabler/icons-react/icons/IconTestPipe'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { Role } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { rolesQuery, tokensQuery } from '../../api/queries.ts'
import { Assertions } from '../../pieces/assertions/assertions.tsx'
import { BrokenAssertions } from '../../pieces/assertions/broken-assertions.tsx'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { grantOf, rowOf } from '../../pieces/grants/grant-row.ts'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page } from '../../pieces/page.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
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
      {!role.builtin && <Assertions asserted={{ is: 'role', id: role.id, space }} />}
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
  const save = useDeed({
    run: ({ name, grants }: RoleDraft) =>
      api.roles.update(
        { space, role: role.id },
        { body: { name: name.trim(), grants: grants.map(grantOf) }, ifMatch: role.version },
      ),
    done: t('roles.saved'),
    stale: [['spaces', space]],
  })
  return (
    <RoleForm
      space={space}
      initial={{ name: role.name, grants: role.grants.map(rowOf) }}
      error={save.error}
      refusal={<BrokenAssertions error={save.error} edited={{ is: 'role', id: role.id, space }} />}
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
  const navigate = useNavigate()
  const remove = useDeed({
    run: () => api.roles.delete({ space, role: role.id }),
    done: t('roles.deleted'),
    leave: () => navigate({ to: '/studio/spaces/$space/roles', params: { space } }),
    stale: [rolesQuery(space).queryKey],
  })
  return (
    <ConfirmButton
      label={t('roles.delete')}
      title={t('roles.deleteTitle', { name: role.name })}
      text={t('roles.deleteText')}
      deed={remove}
    />
  )
}
