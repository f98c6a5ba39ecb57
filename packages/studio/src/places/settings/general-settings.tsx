import { Button, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Space } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { membersQuery, sessionQuery, spacesQuery } from '../../api/queries.ts'
import { Fact, Facts } from '../../pieces/facts.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { DeleteSpace } from './delete-space.tsx'

/** Name and address of a space, and what only its owner does. */
export function GeneralSettings({ space: slug }: { readonly space: string }) {
  const space = useQuery(spacesQuery).data?.find((each) => each.slug === slug)
  const me = useQuery(sessionQuery).data?.account.id
  if (space === undefined) return null
  return (
    <Stack maw={640}>
      <Names key={space.slug + space.name} space={space} />
      <About space={space} />
      {space.owner === me && (
        <Section title={t('settings.general.danger')}>
          <Transfer space={space} />
          <DeleteSpace space={space} />
        </Section>
      )}
    </Stack>
  )
}

function Names({ space }: { readonly space: Space }) {
  const [name, setName] = useState(space.name)
  const [slug, setSlug] = useState(space.slug)
  const navigate = useNavigate()
  const save = useDeed({
    run: () => api.spaces.update({ space: space.slug }, { body: { name: name.trim(), slug: slug.trim() } }),
    done: t('settings.general.saved'),
    stale: [spacesQuery.queryKey],
    onDone: (saved) => {
      if (saved.slug !== space.slug) {
        void navigate({ to: '/studio/spaces/$space/settings', params: { space: saved.slug }, replace: true })
      }
    },
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
            label={t('settings.general.name')}
            required
            withAsterisk={false}
            autoComplete="off"
            value={name}
            error={issueAt(save.error, '/name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            w="100%"
            label={t('settings.general.slug')}
            description={t('settings.general.slugHint')}
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
            disabled={name === space.name && slug === space.slug}
          >
            {t('shared.save')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}

function About({ space }: { readonly space: Space }) {
  const owner = useQuery(membersQuery(space.slug)).data?.find(({ account }) => account === space.owner)
  return (
    <Section title={t('settings.general.facts')}>
      <Facts>
        <Fact label={t('settings.general.id')}>{space.id}</Fact>
        {owner !== undefined && <Fact label={t('settings.general.owner')}>{owner.name}</Fact>}
        <Fact label={t('settings.general.made')}>
          <Moment time={space.created_at} />
        </Fact>
        <Fact label={t('settings.general.defaultLocale')}>{space.default_locale}</Fact>
      </Facts>
      {space.sandbox && <Text size="sm">{t('settings.general.sandbox')}</Text>}
    </Section>
  )
}

function Transfer({ space }: { readonly space: Space }) {
  const [account, setAccount] = useState<string | null>(null)
  const members = useQuery(membersQuery(space.slug)).data ?? []
  const others = members.filter((member) => member.account !== space.owner)
  const transfer = useDeed({
    run: () => api.spaces.transfer({ space: space.slug }, { body: { account: account ?? '' } }),
    done: t('settings.general.transferred'),
    stale: [spacesQuery.queryKey, ['spaces', space.slug]],
  })
  if (others.length === 0) return null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        transfer.mutate()
      }}
    >
      <Stack align="flex-start" gap="sm">
        <Text size="sm">{t('settings.general.transferText')}</Text>
        <Select
          w="100%"
          label={t('settings.general.transferTo')}
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
          {t('settings.general.transfer')}
        </Button>
      </Stack>
    </form>
  )
}
