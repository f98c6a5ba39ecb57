import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Space } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { membersQuery, sessionQuery, spacesQuery } from '../../api/queries.ts'
import { Fact, Facts } from '../../pieces/facts.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { type Names, NamesForm } from '../../pieces/names-form.tsx'
import { Section } from '../../pieces/section.tsx'
import { TransferForm } from '../../pieces/transfer-form.tsx'
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
      <SpaceNames key={space.slug + space.name} space={space} />
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

function SpaceNames({ space }: { readonly space: Space }) {
  const navigate = useNavigate()
  const save = useDeed({
    run: (names: Names) => api.spaces.update({ space: space.slug }, { body: names }),
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
      <NamesForm
        names={space}
        labels={{ name: t('settings.general.name'), slug: t('settings.general.slug') }}
        slugHint={t('settings.general.slugHint')}
        deed={save}
      />
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
  const members = useQuery(membersQuery(space.slug)).data ?? []
  const transfer = useDeed({
    run: (account: string) => api.spaces.transfer({ space: space.slug }, { body: { account } }),
    done: t('settings.general.transferred'),
    stale: [spacesQuery.queryKey, ['spaces', space.slug]],
  })
  return (
    <TransferForm
      text={t('settings.general.transferText')}
      label={t('settings.general.transferTo')}
      submit={t('settings.general.transfer')}
      people={members.filter(({ account }) => account !== space.owner)}
      deed={transfer}
    />
  )
}
