import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { publishRequestsOfQuery, schedulesOfQuery } from '../../api/content-queries.ts'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { RequestCard } from '../plans/request-card.tsx'
import { ScheduleCard } from '../plans/schedule-card.tsx'
import type { EntryRights } from './entry-rights.ts'

interface EntryPlansProps {
  readonly space: string
  /** Its id. */
  readonly entry: string
  readonly rights: EntryRights
}

/** What will happen to an entry by itself, and what somebody is asked to agree to; nothing where nothing is planned. */
export function EntryPlans({ space, entry, rights }: EntryPlansProps) {
  const schedules = useQuery(schedulesOfQuery(space, entry)).data ?? []
  const requests = useQuery({ ...publishRequestsOfQuery(space, entry), retry: false }).data ?? []
  const pending = schedules.filter(({ state }) => state === 'pending')
  const failed = schedules.filter(({ state }) => state === 'failed').slice(0, 1)
  const open = requests.filter(({ state }) => state === 'open')
  // What came after it has settled it.
  const declined = requests.slice(0, 1).filter(({ state }) => state === 'rejected')
  if (pending.length + failed.length + open.length + declined.length === 0) return null
  return (
    <Section title={t('content.plans.title')}>
      <Stack gap="sm">
        {[...pending, ...failed].map((schedule) => (
          <ScheduleCard key={schedule.id} {...{ space, schedule }} cancel={rights.deed('publish')} />
        ))}
        {[...open, ...declined].map((request) => (
          <RequestCard key={request.id} {...{ space, request }} review={rights.deed('review')} />
        ))}
      </Stack>
    </Section>
  )
}
