import { Button, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { organizationMembersQuery, organizationsQuery, sessionQuery, spacesQuery } from '../../api/queries.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { PartProps } from './part-props.ts'

/** Name and address of an organization, and the ways out of it. */
export function GeneralPart({ organization }: PartProps) {
  const { slug, name, owner } = organization
  const me = useQuery(sessionQuery).data?.account.id
  const navigate = useNavigate()
  const out = () => void navigate({ to: '/studio/organizations' })
  const stale = [organizationsQuery.queryKey, spacesQuery.queryKey]
  const leave = useDeed({
    run: () => api.accountOrganizations.leave({ organization: slug }),
    done: t('organizations.general.left'),
    stale,
    onDone: out,
  })
  const remove = useDeed({
    run: () => api.organizations.delete({ organization: slug }),
    done: t('organizations.general.deleted'),
    stale,
    onDone: out,
  })
  return (
    <Stack maw={640}>
      <Names key={slug + name} organization={organization} />
      <Section title={t('settings.general.danger')}>
        {owner === me ? (
          <>
            <Transfer organization={organization} />
            <ConfirmButton
              w="fit-content"
              label={t('organizations.general.delete')}
              title={t('organizations.general.deleteTitle', { name })}
              text={t('organizations.general.deleteText')}
              deed={remove}
            />
          </>
        ) : (
          <ConfirmButton
            w="fit-content"
            label={t('organizations.general.leave')}
            title={t('organizations.general.leaveTitle', { name })}
            text={t('organizations.general.leaveText')}
            deed={leave}
          />
        )}
      </Section>
    </Stack>
  )
}

function Names({ organization }: PartProps) {
  const [name, setName] = useState(organization.name)
  const [slug, setSlug] = useState(organization.slug)
  const navigate = useNavigate()
  const save = useDeed({
    run: () =>
      api.organizations.update({ organization: organization.slug }, { body: { name: name.trim(), slug: slug.trim() } }),
    done: t('organizations.general.saved'),
    stale: [organizationsQuery.queryKey],
    onDone: (saved) =>
      void navigate({
        to: '/studio/organizations/$organization',
        params: { organization: saved.slug },
        search: { part: 'general' },
        replace: true,
      }),
  })
  return (
    <Section title={t('settings.general.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack align="flex-start">
          <TextInput
            w="100%"
            label={t('organizations.name')}
            required
            withAsterisk={false}
            autoComplete="off"
            value={name}
            error={issueAt(save.error, '/name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            w="100%"
            label={t('organizations.slug')}
            required
            withAsterisk={false}
            autoComplete="off"
            value={slug}
            error={issueAt(save.error, '/slug')}
            onChange={(event) => setSlug(event.currentTarget.value)}
          />
          <ProblemAlert error={save.error} except={['/name', '/slug']} />
          <Button
            type="submit"
            variant="default"
            loading={save.isPending}
            disabled={name === organization.name && slug === organization.slug}
          >
            {t('shared.save')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}

function Transfer({ organization: { slug, owner } }: PartProps) {
  const [account, setAccount] = useState<string | null>(null)
  const people = useQuery(organizationMembersQuery(slug)).data ?? []
  const transfer = useDeed({
    run: () => api.organizations.transfer({ organization: slug }, { body: { account: account ?? '' } }),
    done: t('organizations.general.transferred'),
    stale: [organizationsQuery.queryKey],
  })
  const others = people.filter((person) => person.account !== owner)
  if (others.length === 0) return null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        transfer.mutate()
      }}
    >
      <Stack align="flex-start" gap="sm">
        <Select
          w="100%"
          label={t('organizations.general.transferTo')}
          data={others.map(({ account: value, name, email }) => ({ value, label: `${name} (${email})` }))}
          value={account}
          error={issueAt(transfer.error, '/account')}
          onChange={setAccount}
        />
        <ProblemAlert error={transfer.error} except={['/account']} />
        <Button
          type="submit"
          variant="default"
          c="var(--studio-danger)"
          loading={transfer.isPending}
          disabled={account === null}
        >
          {t('organizations.general.transfer')}
        </Button>
      </Stack>
    </form>
  )
}
