import { Button, Group, Modal, Paper, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Entry, PublishRequest, Schedule } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problems.ts'
import { publishRequestsQuery, schedulesQuery } from '../../api/content-queries.ts'
import { sessionQuery } from '../../api/queries.ts'
import { permitted } from '../../api/use-may.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { exactly } from '../../pieces/moments.ts'
import { notifyProblem } from '../../pieces/notify.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { EntryRights } from './entry-rights.ts'

interface EntryPlansProps {
  readonly space: string
  readonly entry: Entry
  readonly rights: EntryRights
}

/** What will happen to an entry by itself, and what somebody is asked to agree to; nothing where nothing is planned. */
export function EntryPlans({ space, entry, rights }: EntryPlansProps) {
  const schedules = useQuery(schedulesQuery(space, entry.id)).data ?? []
  const requests = useQuery({ ...publishRequestsQuery(space, entry.id), retry: false }).data ?? []
  const pending = schedules.filter(({ state }) => state === 'pending')
  const failed = schedules.filter(({ state }) => state === 'failed').slice(0, 1)
  const open = requests.filter(({ state }) => state === 'open')
  const answered = requests.filter(({ state }) => state === 'rejected').slice(0, 1)
  if (pending.length + failed.length + open.length + answered.length === 0) return null
  return (
    <Section title={t('content.plans.title')}>
      <Stack gap="sm">
        {[...pending, ...failed].map((schedule) => (
          <ScheduleCard key={schedule.id} {...{ space, entry, schedule, rights }} />
        ))}
        {[...open, ...answered].map((request) => (
          <RequestCard key={request.id} {...{ space, entry, request, rights }} />
        ))}
      </Stack>
    </Section>
  )
}

function ScheduleCard({ space, entry, schedule, rights }: EntryPlansProps & { readonly schedule: Schedule }) {
  const { id, action, at, environments, locales, state, reason } = schedule
  const cancel = useDeed({
    run: () => api.schedules.cancel({ space, entry: entry.id, schedule: id }),
    done: t('content.plans.cancelled'),
    stale: [schedulesQuery(space, entry.id).queryKey],
  })
  return (
    <Paper p="sm">
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
          permit={rights.deed('publish')}
          onClick={() => cancel.mutate(undefined, { onError: notifyProblem })}
        >
          {t('content.plans.cancel')}
        </PermitButton>
      )}
    </Paper>
  )
}

type Answer = 'accept' | 'reject'

function RequestCard({ space, entry, request, rights }: EntryPlansProps & { readonly request: PublishRequest }) {
  const [answering, setAnswering] = useState<Answer | null>(null)
  const me = useQuery(sessionQuery).data?.account.id
  const { id, action, environment, note, state, answer, version, created_by: by } = request
  const cancel = useDeed({
    run: () => api.publishRequests.cancel({ space, request: id }),
    done: t('content.plans.takenBack'),
    stale: [publishRequestsQuery(space, entry.id).queryKey],
  })
  const own = by === `account:${me}`
  return (
    <Paper p="sm">
      <Text size="sm" fw={600}>
        {t(action === 'publish' ? 'content.plans.asksPublish' : 'content.plans.asksUnpublish', { environment })}
      </Text>
      <Text size="xs" c="dimmed">
        <ActorName actor={by} space={space} /> · {t('content.plans.version', { version })}
      </Text>
      {note !== '' && <Text size="sm">{note}</Text>}
      {state === 'rejected' ? (
        <Text size="sm" c="var(--studio-danger)">
          {t('content.plans.rejected', { answer })}
        </Text>
      ) : (
        <Group gap="xs" mt="xs">
          <PermitButton size="xs" permit={rights.deed('review')} onClick={() => setAnswering('accept')}>
            {t('content.plans.accept')}
          </PermitButton>
          <PermitButton
            size="xs"
            variant="default"
            permit={rights.deed('review')}
            onClick={() => setAnswering('reject')}
          >
            {t('content.plans.reject')}
          </PermitButton>
          {own && (
            <PermitButton
              size="xs"
              variant="subtle"
              loading={cancel.isPending}
              permit={permitted}
              onClick={() => cancel.mutate(undefined, { onError: notifyProblem })}
            >
              {t('content.plans.takeBack')}
            </PermitButton>
          )}
        </Group>
      )}
      <Modal
        opened={answering !== null}
        onClose={() => setAnswering(null)}
        title={answering === null ? '' : t(`content.plans.${answering}Title`)}
      >
        {answering !== null && (
          <AnswerForm {...{ space, entry, request, answering }} onDone={() => setAnswering(null)} />
        )}
      </Modal>
    </Paper>
  )
}

interface AnswerFormProps {
  readonly space: string
  readonly entry: Entry
  readonly request: PublishRequest
  readonly answering: Answer
  readonly onDone: () => void
}

function AnswerForm({ space, entry, request, answering, onDone }: AnswerFormProps) {
  const [text, setText] = useState('')
  const moved = answering === 'accept' && request.version !== entry.version
  const run = useDeed({
    run: () => {
      const params = { space, request: request.id }
      const answer = text.trim() === '' ? {} : { answer: text.trim() }
      return answering === 'accept'
        ? // The version is confirmed where the entry has moved on: that has been said.
          api.publishRequests.accept(params, { body: { ...answer, ...(moved && { version: request.version }) } })
        : api.publishRequests.reject(params, { body: answer })
    },
    done: t(`content.plans.${answering}Done`),
    stale: [['spaces', space, 'entries']],
    onDone,
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        run.mutate()
      }}
    >
      <Stack>
        <Text size="sm">
          {t(moved ? 'content.plans.movedOn' : `content.plans.${answering}Text`, { version: request.version })}
        </Text>
        <Textarea
          label={t('content.plans.answer')}
          data-autofocus
          autosize
          maxLength={500}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        <ProblemAlert error={run.error} />
        {isProblem(run.error, 'review-required') && <Text size="sm">{t('content.plans.second')}</Text>}
        <Group justify="flex-end">
          <Button type="submit" loading={run.isPending} {...(answering === 'reject' && { color: 'red' })}>
            {t(`content.plans.${answering}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
