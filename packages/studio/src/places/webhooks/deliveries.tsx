import { Badge, Button, Collapse, Group, Select, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Webhook, WebhookDelivery } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { pageSize } from '../../api/content-queries.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { Pager, useCursor } from '../../pieces/pager.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

interface DeliveriesProps {
  readonly webhook: Webhook
  readonly space: string
}

const states = ['pending', 'delivered', 'failed', 'cancelled'] as const
const all = ''

/** What went to a webhook, and what was given up; both can be sent again. */
export function Deliveries({ webhook, space }: DeliveriesProps) {
  const [state, setState] = useState<string>(all)
  const params = { space, webhook: webhook.id }
  const queryKey = ['spaces', space, 'webhooks', webhook.id, 'deliveries']
  const chosen = states.find((each) => each === state)
  const cursor = useCursor()
  const list = useQuery({
    queryKey: [...queryKey, state, cursor.after],
    queryFn: () =>
      api.webhookDeliveries.list(params, {
        query: {
          limit: pageSize,
          ...(cursor.after !== null && { after: cursor.after }),
          ...(chosen !== undefined && { state: chosen }),
        },
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 5000,
  })
  const items = list.data?.items ?? []
  const replayAll = useDeed({
    run: () => api.webhookDeliveries.replayFailed(params),
    done: ({ replayed }) => t('webhooks.replayedFailed', { count: replayed }),
    stale: [queryKey],
  })
  return (
    <Section
      title={t('webhooks.deliveries')}
      lead={t('webhooks.deliveriesLead')}
      actions={
        <Group gap="xs" align="flex-end">
          <Select
            size="xs"
            label={t('webhooks.filter')}
            allowDeselect={false}
            data={[
              { value: all, label: t('webhooks.filterAll') },
              ...states.map((value) => ({ value, label: t(`webhooks.deliveryState.${value}`) })),
            ]}
            value={state}
            onChange={(value) => {
              cursor.reset()
              setState(value ?? all)
            }}
          />
          <Button
            size="xs"
            variant="default"
            loading={replayAll.isPending}
            disabled={webhook.state !== 'active'}
            onClick={() => replayAll.mutate(undefined, { onError: notifyProblem })}
          >
            {t('webhooks.replayFailed')}
          </Button>
        </Group>
      }
    >
      <ProblemAlert error={list.error} />
      {list.isSuccess && items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('webhooks.deliveriesNone')}
        </Text>
      )}
      <RowCards label={t('webhooks.deliveries')}>
        {items.map((delivery) => (
          <DeliveryCard key={delivery.id} delivery={delivery} webhook={webhook} space={space} />
        ))}
      </RowCards>
      {list.data && (
        <Pager
          page={list.data}
          cursor={cursor}
          range=""
          labels={{ back: t('webhooks.newer'), forward: t('webhooks.older') }}
        />
      )}
    </Section>
  )
}

const tones = { pending: 'yellow', delivered: 'key', failed: 'red', cancelled: 'gray' } as const

function DeliveryCard({ delivery, webhook, space }: DeliveriesProps & { readonly delivery: WebhookDelivery }) {
  const { id, event, state, attempts, last_status: status, last_error: error, next_attempt_at: next } = delivery
  const [opened, { toggle }] = useDisclosure(false)
  const replay = useDeed({
    run: () => api.webhookDeliveries.replay({ space, webhook: webhook.id, delivery: id }),
    done: t('webhooks.replayed'),
    stale: [['spaces', space, 'webhooks', webhook.id, 'deliveries']],
  })
  return (
    <RowCard
      actions={
        <>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            c="inherit"
            aria-expanded={opened}
            aria-label={t('webhooks.payloadOf', { event })}
            onClick={toggle}
          >
            {t('webhooks.payload')}
          </Button>
          {state !== 'pending' && (
            <Button
              size="xs"
              variant="default"
              loading={replay.isPending}
              disabled={webhook.state !== 'active'}
              aria-label={t('webhooks.replayOf', { event })}
              onClick={() => replay.mutate(undefined, { onError: notifyProblem })}
            >
              {t('webhooks.replay')}
            </Button>
          )}
        </>
      }
    >
      <Group gap="sm">
        <Text ff="monospace" size="sm" fw={600}>
          {event}
        </Text>
        <Badge color={tones[state]} variant="light" c={state === 'cancelled' ? 'inherit' : undefined}>
          {t(`webhooks.deliveryState.${state}`)}
        </Badge>
      </Group>
      <Group gap="sm">
        <Moment time={delivery.created_at} />
        <Text size="sm" c="dimmed">
          {t('webhooks.attempts', { count: attempts })}
          {status !== null && `, ${t('webhooks.answered', { status })}`}
        </Text>
        {next !== null && (
          <Group gap={4}>
            <Text size="sm" c="dimmed">
              {t('webhooks.next')}
            </Text>
            <Moment time={next} />
          </Group>
        )}
      </Group>
      {error !== null && (
        <Text size="sm" c="var(--studio-danger)">
          {error}
        </Text>
      )}
      <Collapse expanded={opened}>
        <Stack mt="xs">
          <CodeBlock label={t('webhooks.payload')} code={JSON.stringify(delivery.payload, null, 2)} />
        </Stack>
      </Collapse>
    </RowCard>
  )
}
