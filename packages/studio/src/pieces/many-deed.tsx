import { Button, Group, List, Progress, Stack, Text } from '@mantine/core'
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { problemInWords } from '../api/problems.ts'
import { attempt } from '../session/attempt.ts'
import { t } from '../words/words.ts'
import { inTurn } from './in-turn.ts'
import { ProblemAlert } from './problem-alert.tsx'

interface ManyDeedProps<Thing> {
  /** What will be the case afterwards. */
  readonly text: string
  /** Of the button that does it. */
  readonly label: string
  /** It ends something, and looks like it. */
  readonly ends?: boolean
  readonly disabled?: boolean
  /** What it is done to, read when it begins. */
  readonly read: () => Promise<readonly Thing[]>
  readonly nameOf: (thing: Thing) => string
  readonly run: (thing: Thing) => Promise<unknown>
  /** How it ended, for so many of them. */
  readonly done: (count: number) => string
  /** What has to be read again afterwards. */
  readonly stale: QueryKey
  /** What else is worth knowing or saying before. */
  readonly children?: ReactNode
  readonly onClose: () => void
  /** After somebody has read how it ended. */
  readonly onDone: () => void
}

interface Refused {
  readonly name: string
  readonly why: string
}

/** What is done to many things, each by itself: how far it is, and then what was refused, and why. For a dialog. */
export function ManyDeed<Thing>(props: ManyDeedProps<Thing>) {
  const {
    text,
    label,
    ends = false,
    disabled = false,
    read,
    nameOf,
    run,
    done,
    stale,
    children,
    onClose,
    onDone,
  } = props
  const queries = useQueryClient()
  const [part, setPart] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [over, setOver] = useState<{ readonly count: number; readonly refused: readonly Refused[] } | null>(null)
  const start = async () => {
    setPart(0)
    setError(null)
    try {
      const things = await attempt(read)
      const refused: Refused[] = []
      let [worked, ended] = [0, 0]
      await inTurn(things, async (thing) => {
        try {
          await attempt(() => run(thing))
          worked += 1
        } catch (problem) {
          refused.push({ name: nameOf(thing), why: problemInWords(problem) })
        }
        ended += 1
        setPart(ended / things.length)
      })
      await queries.invalidateQueries({ queryKey: stale })
      setOver({ count: worked, refused })
    } catch (problem) {
      setError(problem)
      setPart(null)
    }
  }
  if (over !== null) return <Ended {...over} done={done} onDone={onDone} />
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!disabled && part === null) void start()
      }}
    >
      <Stack>
        <Text size="sm">{text}</Text>
        {children}
        <ProblemAlert error={error} />
        {part !== null && <Progress value={100 * part} aria-label={t('shared.many.progress')} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus disabled={part !== null} onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          <Button type="submit" {...(ends && { color: 'red' })} disabled={disabled} loading={part !== null}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface EndedProps extends Pick<ManyDeedProps<never>, 'done' | 'onDone'> {
  readonly count: number
  readonly refused: readonly Refused[]
}

function Ended({ count, refused, done, onDone }: EndedProps) {
  return (
    <Stack>
      <Text size="sm" role="status">
        {done(count)}
      </Text>
      {refused.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t('shared.many.refused', { count: refused.length })}
          </Text>
          <List size="sm" spacing={4}>
            {refused.map(({ name, why }, index) => (
              // Things of one name can be refused for one reason.
              // oxlint-disable-next-line react/no-array-index-key
              <List.Item key={index}>
                <b>{name}</b>: {why}
              </List.Item>
            ))}
          </List>
        </>
      )}
      <Group justify="flex-end">
        <Button data-autofocus onClick={onDone}>
          {t('shared.close')}
        </Button>
      </Group>
    </Stack>
  )
}
