import { Button, Group, Stack, Switch, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Comment } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { commentsQuery } from '../../api/content-queries.ts'
import { sessionQuery } from '../../api/queries.ts'
import { type Permit, permitted } from '../../api/use-may.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { type Deed, useDeed } from '../../pieces/use-deed.ts'
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
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAnswering(false)
    opener.current?.focus()
  }
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
          <PermitButton
            ref={opener}
            size="compact-xs"
            variant="default"
            permit={permit}
            aria-expanded={answering}
            onClick={() => setAnswering(!answering)}
          >
            {t('content.comments.answer')}
          </PermitButton>
          <Button
            size="compact-xs"
            variant="subtle"
            loading={resolve.isPending}
            onClick={() => resolve.mutate(undefined, { onError: notifyProblem })}
          >
            {t(resolved ? 'content.comments.reopen' : 'content.comments.resolve')}
          </Button>
        </Group>
        {answering && <NewComment {...{ space, entry, permit }} thread={first.id} onDone={close} />}
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
  const [changing, setChanging] = useState(false)
  const { id, author, created_by: by, created_at: at, text } = comment
  const params = { space, entry, comment: id }
  const { queryKey } = commentsQuery(space, entry)
  const remove = useDeed({ run: () => api.comments.delete(params), stale: [queryKey] })
  const change = useDeed({
    run: (next: string) => api.comments.update(params, { body: { text: next } }),
    stale: [queryKey],
    onDone: () => close(),
  })
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setChanging(false)
    opener.current?.focus()
  }
  return (
    <div>
      <Group gap={6} wrap="wrap">
        <Text size="sm" fw={600}>
          {author ?? <ActorName actor={by} space={space} />}
        </Text>
        <Moment time={at} />
        {by === `account:${me}` && (
          <>
            <Button
              ref={opener}
              size="compact-xs"
              variant="subtle"
              aria-expanded={changing}
              onClick={() => setChanging(!changing)}
            >
              {t('content.comments.change')}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined, { onError: notifyProblem })}
            >
              {t('shared.delete')}
            </Button>
          </>
        )}
      </Group>
      {changing ? (
        <CommentForm
          label={t('content.comments.changing')}
          initial={text}
          submit={t('shared.save')}
          permit={permitted}
          deed={change}
          onCancel={close}
        />
      ) : (
        <Text size="sm" className={classes['text'] ?? ''}>
          {text}
        </Text>
      )}
    </div>
  )
}

interface NewCommentProps extends CommentsProps {
  /** The thread that is answered; null: a new one. */
  readonly thread: string | null
  readonly onDone?: () => void
}

function NewComment({ space, entry, permit, thread, onDone }: NewCommentProps) {
  const add = useDeed({
    run: (text: string) => {
      const body = { text, ...(thread !== null && { thread }) }
      return api.comments.create({ space, entry }, { body, idempotencyKey: crypto.randomUUID() })
    },
    stale: [commentsQuery(space, entry).queryKey],
    onDone: () => onDone?.(),
  })
  return (
    <CommentForm
      label={t(thread === null ? 'content.comments.new' : 'content.comments.answer')}
      submit={t('content.comments.send')}
      permit={permit}
      deed={add}
      {...(onDone && { onCancel: onDone })}
    />
  )
}

interface CommentFormProps {
  readonly label: string
  readonly initial?: string
  readonly submit: string
  readonly permit: Permit
  readonly deed: Deed<string>
  /** Where it can be closed without a word. */
  readonly onCancel?: () => void
}

/** Where something is written. What was typed stays until it is sent. */
function CommentForm({ label, initial = '', submit, permit, deed, onCancel }: CommentFormProps) {
  const [text, setText] = useState(initial)
  const field = useRef<HTMLTextAreaElement>(null)
  // What was opened with a button is what the person goes on with.
  const wasOpened = onCancel !== undefined
  useEffect(() => {
    if (wasOpened) field.current?.focus()
  }, [wasOpened])
  const ready = text.trim() !== '' && text.trim() !== initial
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) deed.mutate(text.trim(), { onSuccess: () => setText(initial) })
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label={label}
          placeholder={label}
          autosize
          minRows={2}
          maxLength={10_000}
          disabled={!permit.allowed}
          description={permit.allowed ? undefined : permit.why}
          ref={field}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        <ProblemAlert error={deed.error} />
        <Group gap="xs">
          {ready && (
            <Button type="submit" size="xs" loading={deed.isPending}>
              {submit}
            </Button>
          )}
          {onCancel && (
            <Button size="xs" variant="subtle" onClick={onCancel}>
              {t('shared.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
