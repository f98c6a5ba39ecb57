import { Button, Select, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Space } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { organizationMembersQuery, organizationSpacesQuery, spacesQuery } from '../../api/queries.ts'
import { notifyProblem } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { slugOf } from '../spaces/slug-of.ts'
import type { PartProps } from './part-props.ts'

/** The spaces that an organization owns. */
export function SpacesPart({ organization }: PartProps) {
  const { slug } = organization
  const list = useQuery(organizationSpacesQuery(slug))
  const [creating, dialog] = useDisclosure(false)
  const create = useDeed({
    run: (name: string) =>
      api.organizationSpaces.create(
        { organization: slug },
        { body: { name, slug: slugOf(name) }, idempotencyKey: crypto.randomUUID() },
      ),
    done: ({ name }) => t('organizations.spaces.created', { name }),
    stale: [organizationSpacesQuery(slug).queryKey, spacesQuery.queryKey],
  })
  return (
    <Stack maw={820}>
      <Section
        title={t('organizations.tabs.spaces')}
        lead={t('organizations.spaces.lead')}
        actions={
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
            {t('organizations.spaces.create')}
          </Button>
        }
      >
        <ProblemAlert error={list.error} />
        {list.isSuccess && list.data.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('organizations.spaces.none')}
          </Text>
        )}
        <RowCards label={t('organizations.tabs.spaces')}>
          {(list.data ?? []).map((space) => (
            <SpaceCard key={space.id} space={space} organization={organization} />
          ))}
        </RowCards>
      </Section>
      <TextDialog
        opened={creating}
        onClose={dialog.close}
        title={t('organizations.spaces.create')}
        submit={t('shared.create')}
        label={t('organizations.name')}
        pointer="/name"
        deed={create}
      />
    </Stack>
  )
}

function SpaceCard({ space, organization }: PartProps & { readonly space: Space }) {
  const { id, slug, name, owner } = space
  const people = useQuery(organizationMembersQuery(organization.slug)).data ?? []
  const isIn = useQuery(spacesQuery).data?.some((each) => each.id === id) ?? false
  const give = useDeed({
    run: (account: string) =>
      api.organizationSpaces.transfer({ organization: organization.slug, owned: slug }, { body: { account } }),
    done: t('organizations.spaces.given'),
    stale: [organizationSpacesQuery(organization.slug).queryKey, spacesQuery.queryKey],
  })
  const ownerName = people.find(({ account }) => account === owner)?.name ?? owner
  return (
    <RowCard
      actions={
        <>
          <Select
            size="xs"
            w={180}
            placeholder={t('organizations.spaces.give')}
            aria-label={t('organizations.spaces.giveOf', { name })}
            data={people
              .filter(({ account }) => account !== owner)
              .map(({ account, name: label }) => ({ value: account, label }))}
            value={null}
            disabled={give.isPending}
            onChange={(account) => {
              if (account !== null) give.mutate(account, { onError: notifyProblem })
            }}
          />
          {isIn && (
            <Button
              size="xs"
              variant="default"
              renderRoot={(props: Record<string, unknown>) => (
                <Link to="/studio/spaces/$space/overview" params={{ space: slug }} {...props} />
              )}
            >
              {t('organizations.spaces.open')}
            </Button>
          )}
        </>
      }
    >
      <Text fw={600}>{name}</Text>
      <Text size="sm" c="dimmed">
        {t('organizations.spaces.owner', { name: ownerName })}
        {!isIn && `, ${t('organizations.spaces.notIn')}`}
      </Text>
    </RowCard>
  )
}
