import { Button, Group, Stack, Switch, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Comment } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { commentsQuery } from '../../api/content-queries.ts'
import { sessionQuery } from '../../api/queries.ts'
import type { Permit } from '../../api/use-may.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import classes from './comments.module.css'

interface CommentsProps {
  readonly space: string
  /** Its id. */
  readonly entry: string
  /** Whether the person may say something. */
  readonly permit: Permit
}

/** What was said about an entry, thread by thread. */
export function Comments({ space, entry, permit }: CommentsProps) {
  const list = useQuery({ ...commentsQuery(space, entry), retry: false })
  const [resolvedToo, setResolvedToo] = useState(false)
  const comments = list.data ?? []
  const threads = comments.filter(({ id, thread }) => id === thread)
  const shown = threads.filter(({ resolved_at: at }) => resolvedToo || at === null)
  if (list.isError) return null
  return (
    <Section
      title={t('content.comments.title')}
      actions={
        threads.some(({ resolved_at: at }) => at !== null) && (
          <Switch
            size="xs"
            label={t('content.comments.resolvedToo')}
            checked={resolvedToo}
            onChange={({ currentTarget: { checked } }) => setResolvedToo(checked)}
          />
        )
      }
    >
      <Stack gap="md">
        {shown.map((first) => (
          <Thread
            key={first.id}
            {...{ space, entry, permit, first }}
            answers={comments.filter(({ id, thread }) => thread === first.id && id !== first.id)}
          />
        ))}
        <NewComment {...{ space, entry, permit }} thread={null} />
      </Stack>
    </Section>
  )
}

interface ThreadProps extends CommentsProps {
  readonly first: Comment
  readonly answers: readonly Comment[]
}

function Thread({ space, entry, permit, first, answers }: ThreadProps) {
  const [answering, setAnswering] = useState(false)
  const resolved = first.resolved_at !== null
  const params = { space, entry, comment: first.id }
  const resolve = useDeed({
    run: () => (resolved ? api.comments.reopen(params) : api.comments.resolve(params)),
    stale: [commentsQuery(space, entry).queryKey],
  })
  return (
    <div className={classes['thread']} data-resolved={resolved || undefined}>
      <Stack gap="sm">
        {[first, ...answers].map((comment) => (
          <Said key={comment.id} {...{ space, entry, comment }} />
        ))}
        <Group gap="xs">
          {!answering && (
            <PermitButton size="compact-xs" variant="default" permit={permit} onClick={() => setAnswering(true)}>
              {t('content.comments.answer')}
            </PermitButton>
          )}
          <Button
            size="compact-xs"
            variant="subtle"
            loading={resolve.isPending}
            onClick={() => resolve.mutate(undefined, { onError: notifyProblem })}
          >
            {t(resolved ? 'content.comments.reopen' : 'content.comments.resolve')}
          </Button>
        </Group>
        {answering && <NewComment {...{ space, entry, permit }} thread={first.id} onDone={() => setAnswering(false)} />}
      </Stack>
    </div>
  )
}

interface SaidProps {
  readonly space: string
  readonly entry: string
  readonly comment: Comment
}

function Said({ space, entry, comment }: SaidProps) {
  const me = useQuery(sessionQuery).data?.account.id
  const { id, author, created_by: by, created_at: at, text } = comment
  const remove = useDeed({
    run: () => api.comments.delete({ space, entry, comment: id }),
    stale: [commentsQuery(space, entry).queryKey],
  })
  return (
    <div>
      <Group gap={6} wrap="wrap">
        <Text size="sm" fw={600}>
          {author ?? <ActorName actor={by} space={space} />}
        </Text>
        <Moment time={at} />
        {by === `account:${me}` && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={remove.isPending}
            onClick={() => remove.mutate(undefined, { onError: notifyProblem })}
          >
            {t('shared.delete')}
          </Button>
        )}
      </Group>
      <Text size="sm" className={classes['text'] ?? ''}>
        {text}
      </Text>
    </div>
  )
}

interface NewCommentProps extends CommentsProps {
  /** The thread that is answered; null: a new one. */
  readonly thread: string | null
  readonly onDone?: () => void
}

function NewComment({ space, entry, permit, thread, onDone }: NewCommentProps) {
  const [text, setText] = useState('')
  const add = useDeed({
    run: () => {
      const body = { text: text.trim(), ...(thread !== null && { thread }) }
      return api.comments.create({ space, entry }, { body, idempotencyKey: crypto.randomUUID() })
    },
    stale: [commentsQuery(space, entry).queryKey],
    onDone: () => {
      setText('')
      onDone?.()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') add.mutate()
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label={t(thread === null ? 'content.comments.new' : 'content.comments.answer')}
          placeholder={t(thread === null ? 'content.comments.new' : 'content.comments.answer')}
          autosize
          minRows={2}
          maxLength={10_000}
          disabled={!permit.allowed}
          description={permit.allowed ? undefined : permit.why}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        <ProblemAlert error={add.error} />
        {text.trim() !== '' && (
          <Button type="submit" size="xs" w="fit-content" loading={add.isPending}>
            {t('content.comments.send')}
          </Button>
        )}
      </Stack>
    </form>
  )
}
