import { Button, Group, Paper, Skeleton, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { PublishRequest } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { entryQuery } from '../../api/content-queries.ts'
import { isProblem } from '../../api/problems.ts'
import { sessionQuery } from '../../api/queries.ts'
import { type Permit, permitted } from '../../api/use-may.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

interface RequestCardProps {
  readonly space: string
  readonly request: PublishRequest
  /** Whether the person may answer requests. */
  readonly review: Permit
  /** Which entry it is about, where that is not plain. */
  readonly heading?: ReactNode
}

type Answer = 'accept' | 'reject'

/** What somebody is asked to agree to, or how it was answered. */
export function RequestCard({ space, request, review, heading }: RequestCardProps) {
  const [answering, setAnswering] = useState<Answer | null>(null)
  const me = useQuery(sessionQuery).data?.account.id
  const { id, action, environment, locales, note, state, version, created_by: by, created_at: at } = request
  const cancel = useDeed({
    run: () => api.publishRequests.cancel({ space, request: id }),
    done: t('content.plans.takenBack'),
    stale: [['spaces', space, 'entries']],
  })
  return (
    <Paper p="sm">
      {heading}
      <Text size="sm" fw={600}>
        {t(action === 'publish' ? 'content.plans.asksPublish' : 'content.plans.asksUnpublish', { environment })}
      </Text>
      <Text component="div" size="xs" c="dimmed">
        <ActorName actor={by} space={space} /> · <Moment time={at} size="xs" /> ·{' '}
        {t('content.plans.version', { version })}
        {locales !== null && ` · ${locales.join(', ')}`}
      </Text>
      {note !== '' && <Text size="sm">{note}</Text>}
      {state === 'open' ? (
        <Group gap="xs" mt="xs">
          <PermitButton size="xs" permit={review} onClick={() => setAnswering('accept')}>
            {t('content.plans.accept')}
          </PermitButton>
          <PermitButton size="xs" variant="default" permit={review} onClick={() => setAnswering('reject')}>
            {t('content.plans.reject')}
          </PermitButton>
          {by === `account:${me}` && (
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
      ) : (
        <Answered space={space} request={request} />
      )}
      <Dialog
        opened={answering !== null}
        onClose={() => setAnswering(null)}
        title={answering === null ? '' : t(`content.plans.${answering}Title`)}
      >
        {answering !== null && <AnswerForm {...{ space, request, answering }} onDone={() => setAnswering(null)} />}
      </Dialog>
    </Paper>
  )
}

/** How a request ended, and what was said about it. */
function Answered({ space, request }: Pick<RequestCardProps, 'space' | 'request'>) {
  const { state, answer, answered_by: by } = request
  if (state === 'open') return null
  return (
    <>
      <Text size="sm" c={state === 'rejected' ? 'var(--studio-danger)' : 'dimmed'}>
        {answer === '' ? t(`content.plans.state.${state}`) : t(`content.plans.said.${state}`, { answer })}
      </Text>
      {by !== null && (
        <Text size="xs" c="dimmed">
          <ActorName actor={by} space={space} />
        </Text>
      )}
    </>
  )
}

interface AnswerFormProps extends Pick<RequestCardProps, 'space' | 'request'> {
  readonly answering: Answer
  readonly onDone: () => void
}

function AnswerForm({ space, request, answering, onDone }: AnswerFormProps) {
  const [text, setText] = useState('')
  const entry = useQuery(entryQuery(space, request.entry.id))
  const moved = answering === 'accept' && entry.data !== undefined && request.version !== entry.data.version
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
  if (entry.isPending) return <Skeleton height={120} role="status" aria-label={t('shared.loading')} />
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
