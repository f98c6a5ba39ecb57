import { Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Schedule } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import type { Permit } from '../../api/use-may.ts'
import { exactly } from '../../pieces/moments.ts'
import { notifyProblem } from '../../pieces/notify.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

interface ScheduleCardProps {
  readonly space: string
  readonly schedule: Schedule
  /** Whether the person may cancel it. */
  readonly cancel: Permit
  /** Which entry it is about, where that is not plain. */
  readonly heading?: ReactNode
}

/** What happens to an entry by itself. */
export function ScheduleCard({ space, schedule, cancel: mayCancel, heading }: ScheduleCardProps) {
  const { id, entry, action, at, environments, locales, state, reason } = schedule
  const cancel = useDeed({
    run: () => api.schedules.cancel({ space, entry: entry.id, schedule: id }),
    done: t('content.plans.cancelled'),
    stale: [['spaces', space, 'entries']],
  })
  return (
    <Paper p="sm">
      {heading}
      <Text size="sm" fw={600}>
        {t(`content.plans.${action}`, { at: exactly(at) })}
      </Text>
      <Text size="xs" c="dimmed">
        {[environments.join(', '), ...(locales === null ? [] : [locales.join(', ')])].join(' · ')}
      </Text>
      {state === 'failed' && (
        <Text size="sm" c="var(--studio-danger)">
          {t('content.plans.failed', { reason: reason ?? '' })}
        </Text>
      )}
      {state === 'pending' && (
        <PermitButton
          mt="xs"
          size="xs"
          variant="default"
          loading={cancel.isPending}
          permit={mayCancel}
          onClick={() => cancel.mutate(undefined, { onError: notifyProblem })}
        >
          {t('content.plans.cancel')}
        </PermitButton>
      )}
    </Paper>
  )
}
