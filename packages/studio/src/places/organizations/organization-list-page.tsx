import { Badge, Button, Group, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconBuilding from '@tabler/icons-react/icons/IconBuilding'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { organizationsQuery, sessionQuery } from '../../api/queries.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { Empty } from '../../pieces/empty.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { TitleLink } from '../../pieces/title-link.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { slugOf } from '../spaces/slug-of.ts'

/** The organizations that a person belongs to. */
export function OrganizationListPage() {
  const list = useQuery(organizationsQuery)
  const me = useQuery(sessionQuery).data?.account.id
  const [creating, create] = useDisclosure(false)
  const organizations = list.data ?? []
  const isEmpty = list.isSuccess && organizations.length === 0
  const button = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={create.open}>
      {t('organizations.create')}
    </Button>
  )
  return (
    <Page title={t('organizations.title')} lead={t('organizations.lead')} actions={!isEmpty && button}>
      <ProblemAlert error={list.error} />
      {isEmpty && (
        <Empty
          icon={<IconBuilding size={28} />}
          title={t('organizations.emptyTitle')}
          text={t('organizations.emptyText')}
        >
          {button}
        </Empty>
      )}
      <RowCards label={t('organizations.title')}>
        {organizations.map(({ id, slug, name, owner }) => (
          <RowCard key={id}>
            <Group gap="sm">
              <TitleLink link={{ to: '/studio/organizations/$organization', params: { organization: slug } }}>
                {name}
              </TitleLink>
              {owner === me && <Badge color="key">{t('organizations.owned')}</Badge>}
            </Group>
            <Text size="sm" c="dimmed">
              {slug}
            </Text>
          </RowCard>
        ))}
      </RowCards>
      <NewOrganizationDialog opened={creating} onClose={create.close} />
    </Page>
  )
}

function NewOrganizationDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const [name, setName] = useState('')
  const [typed, setTyped] = useState<string | null>(null)
  const slug = typed ?? slugOf(name)
  const navigate = useNavigate()
  const create = useDeed({
    run: () => api.organizations.create({ body: { name: name.trim(), slug }, idempotencyKey: crypto.randomUUID() }),
    done: (made) => t('organizations.created', { name: made.name }),
    stale: [organizationsQuery.queryKey],
    onDone: (made) => void navigate({ to: '/studio/organizations/$organization', params: { organization: made.slug } }),
  })
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t('organizations.create')}
      submit={t('shared.create')}
      saving={create.isPending}
      error={create.error}
      except={['/name', '/slug']}
      onSubmit={() => create.mutate()}
    >
      <TextInput
        label={t('organizations.name')}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
        value={name}
        error={issueAt(create.error, '/name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('organizations.slug')}
        description={t('organizations.slugHint', { example: 'acme' })}
        required
        withAsterisk={false}
        autoComplete="off"
        value={slug}
        error={issueAt(create.error, '/slug')}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </DialogForm>
  )
}
