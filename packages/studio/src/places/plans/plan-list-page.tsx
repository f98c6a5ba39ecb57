import { Anchor, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import IconCalendarCheck from '@tabler/icons-react/icons/IconCalendarCheck'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { PublishRequest, Schedule } from '../../api/answers.ts'
import { publishRequestsQuery, schedulesQuery } from '../../api/content-queries.ts'
import { typesQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-may.ts'
import { Empty } from '../../pieces/empty.tsx'
import { MoreButton } from '../../pieces/more-button.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { RequestCard } from './request-card.tsx'
import { ScheduleCard } from './schedule-card.tsx'

/** What waits for somebody’s answer in a space, and what will happen by itself. */
export function PlanListPage() {
  const { space = '' } = useParams({ strict: false })
  return (
    <Page title={t('content.plans.title')} lead={t('content.plans.lead')}>
      <Requests space={space} />
      <Schedules space={space} />
    </Page>
  )
}

const states = ['open', 'accepted', 'rejected', 'cancelled'] as const

function Requests({ space }: { readonly space: string }) {
  const [state, setState] = useState<PublishRequest['state']>('open')
  const list = useInfiniteQuery(publishRequestsQuery(space, state))
  const may = useMay(space, { review: { action: 'publish-requests.review', resource: 'publish-requests' } })
  const requests = list.data ?? []
  return (
    <Section
      title={t('content.plans.requests')}
      lead={t('content.plans.requestsLead')}
      actions={
        <SegmentedControl
          aria-label={t('content.plans.filter')}
          size="xs"
          data={states.map((value) => ({ value, label: t(`content.plans.filters.${value}`) }))}
          value={state}
          onChange={setState}
        />
      }
    >
      <ProblemAlert error={list.error} />
      {list.isPending && <Skeleton height={120} role="status" aria-label={t('shared.loading')} />}
      {list.isSuccess && requests.length === 0 && (
        <Empty
          icon={<IconCalendarCheck size={28} />}
          title={t(`content.plans.none.${state}`)}
          text={t('content.plans.noneText')}
        />
      )}
      <Stack gap="sm">
        {requests.map((request) => (
          <RequestCard
            key={request.id}
            {...{ space, request }}
            review={may('review')}
            heading={<About space={space} entry={request.entry} />}
          />
        ))}
      </Stack>
      <MoreButton list={list}>{t('content.plans.more')}</MoreButton>
    </Section>
  )
}

function Schedules({ space }: { readonly space: string }) {
  const list = useQuery(schedulesQuery(space))
  const coming = (list.data ?? [])
    .filter(({ state }) => state === 'pending')
    .toSorted((a, b) => a.at.localeCompare(b.at))
  const may = useMay(
    space,
    Object.fromEntries(
      coming.map(({ id, entry }) => [id, { action: 'content.publish', type: entry.type, entry: entry.id }]),
    ),
  )
  return (
    <Section title={t('content.plans.schedules')} lead={t('content.plans.schedulesLead')}>
      <ProblemAlert error={list.error} />
      {list.isPending && <Skeleton height={80} role="status" aria-label={t('shared.loading')} />}
      {list.isSuccess && coming.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('content.plans.schedulesNone')}
        </Text>
      )}
      <Stack gap="sm">
        {coming.map((schedule) => (
          <ScheduleCard
            key={schedule.id}
            {...{ space, schedule }}
            cancel={may(schedule.id)}
            heading={<About space={space} entry={schedule.entry} />}
          />
        ))}
      </Stack>
    </Section>
  )
}

/** Which entry it is about, with the way to it. */
function About({ space, entry }: { readonly space: string; readonly entry: Schedule['entry'] }) {
  const types = useQuery(typesQuery(space)).data
  const type = types?.find(({ slug }) => slug === entry.type)?.name ?? entry.type
  return (
    <Text component="div" size="sm" mb={4}>
      <Anchor
        fw={600}
        c="inherit"
        renderRoot={(props: Record<string, unknown>) => (
          <Link to="/studio/spaces/$space/content/$entry" params={{ space, entry: entry.id }} {...props} />
        )}
      >
        {entry.slug}
      </Anchor>{' '}
      <Text span size="xs" c="dimmed">
        {type}
      </Text>
    </Text>
  )
}
