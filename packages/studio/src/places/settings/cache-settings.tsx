import { Stack, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { spacesQuery } from '../../api/queries.ts'
import { notifyProblem } from '../../pieces/notify.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

/** Whether caches in front of the server, such as a CDN, may keep what is published. */
export function CacheSettings({ space: slug }: { readonly space: string }) {
  const space = useQuery(spacesQuery).data?.find((each) => each.slug === slug)
  const save = useDeed({
    run: (open: boolean) => api.spaces.update({ space: slug }, { body: { shared_caches: open } }),
    done: t('settings.caches.saved'),
    stale: [spacesQuery.queryKey],
  })
  if (space === undefined) return null
  return (
    <Stack maw={640}>
      <Section title={t('settings.caches.title')} lead={t('settings.caches.lead')}>
        <Switch
          withThumbIndicator={false}
          label={t('settings.caches.open')}
          description={t('settings.caches.openHint')}
          checked={space.shared_caches}
          disabled={save.isPending}
          onChange={(event) => save.mutate(event.currentTarget.checked, { onError: notifyProblem })}
        />
        <Text size="sm">{t(space.shared_caches ? 'settings.caches.isOpen' : 'settings.caches.isClosed')}</Text>
      </Section>
    </Stack>
  )
}
