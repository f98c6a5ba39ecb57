import { Anchor, Button, List, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, type LinkProps, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Organization, Space } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problems.ts'
import { organizationsQuery, sessionQuery, spacesQuery } from '../../api/queries.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

/** Closes the person's own account, once its address was written and what stays without an owner was said. */
export function CloseAccount() {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <Section title={t('account.close.title')} lead={t('account.close.lead')}>
      <Button variant="default" c="var(--studio-danger)" w="fit-content" onClick={open}>
        {t('account.close.submit')}
      </Button>
      <CloseDialog opened={opened} onClose={close} />
    </Section>
  )
}

function CloseDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const account = useQuery(sessionQuery).data?.account
  const queries = useQueryClient()
  const navigate = useNavigate()
  const deactivate = useDeed({
    run: () => api.account.deactivate(),
    done: t('account.close.done'),
    leave: async () => {
      await navigate({ to: '/studio/sign-in' })
      queries.clear()
    },
    stale: [],
  })
  const close = () => {
    deactivate.reset()
    onClose()
  }
  const email = account?.email ?? ''
  // Who is the last one makes another first.
  const isLast = isProblem(deactivate.error, 'conflict') && account?.installation_administrator === true
  return (
    <DialogForm
      opened={opened}
      onClose={close}
      title={t('account.close.ask')}
      submit={t('account.close.submit')}
      ends
      disabled={account === undefined || typed.trim().toLowerCase() !== email.toLowerCase()}
      saving={deactivate.isPending}
      error={deactivate.error}
      onSubmit={() => deactivate.mutate()}
    >
      <List size="sm" spacing={4}>
        <List.Item>{t('account.close.ends')}</List.Item>
        <List.Item>{t('account.close.stays')}</List.Item>
        <List.Item>{t('account.close.back')}</List.Item>
      </List>
      <Owned />
      {isLast && (
        <Anchor size="sm" renderRoot={(props) => <Link to="/studio/installation/accounts" {...props} />}>
          {t('account.close.accounts')}
        </Anchor>
      )}
      <TextInput
        label={t('account.close.typed', { email })}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </DialogForm>
  )
}

interface OwnedThing {
  readonly id: string
  readonly name: string
  readonly link: Pick<LinkProps, 'to' | 'params' | 'search'>
}

function ownedOrganization({ id, name, slug }: Organization): OwnedThing {
  const link = { params: { organization: slug }, search: { part: 'general' } } as const
  return { id, name, link: { to: '/studio/organizations/$organization', ...link } }
}

function ownedSpace({ id, name, slug }: Space): OwnedThing {
  return { id, name, link: { to: '/studio/spaces/$space/settings', params: { space: slug } } }
}

/** What the person owns and might hand on first, each with the way there. */
function Owned() {
  const me = useQuery(sessionQuery).data?.account.id
  const spaces = useQuery(spacesQuery).data ?? []
  const organizations = useQuery(organizationsQuery).data ?? []
  const things: readonly OwnedThing[] = [
    ...organizations.filter(({ owner }) => owner === me).map(ownedOrganization),
    // A Sandbox is nobody else's.
    ...spaces.filter(({ owner, sandbox }) => owner === me && !sandbox).map(ownedSpace),
  ]
  if (things.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('account.close.owned', { count: things.length })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('account.close.ownedHint')}
      </Text>
      <List size="sm" mt={4} mah={180} style={{ overflowY: 'auto' }}>
        {things.map(({ id, name, link }) => (
          <List.Item key={id}>
            <Anchor renderRoot={(props: Record<string, unknown>) => <Link {...link} {...props} />}>{name}</Anchor>
          </List.Item>
        ))}
      </List>
    </div>
  )
}
