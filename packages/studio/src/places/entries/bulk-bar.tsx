import { Button, Group, List, Modal, Paper, Progress, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContentType, Entry, OwnQuestion } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { problemInWords } from '../../api/problems.ts'
import { type Permit, permitted, useMay } from '../../api/use-may.ts'
import { inTurn } from '../../pieces/in-turn.ts'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'
import { titleOf } from './entry-title.ts'

const deeds = {
  publish: {
    action: 'content.publish',
    run: (space: string, entry: string) => api.entries.publish({ space, entry }, { body: {} }),
  },
  unpublish: {
    action: 'content.publish',
    run: (space: string, entry: string) => api.entries.unpublish({ space, entry }, { body: {} }),
  },
  archive: { action: 'content.update', run: (space: string, entry: string) => api.entries.archive({ space, entry }) },
  delete: { action: 'content.delete', run: (space: string, entry: string) => api.entries.delete({ space, entry }) },
} as const
type Deed = keyof typeof deeds
const deedNames = ['publish', 'unpublish', 'archive', 'delete'] as const

interface BulkBarProps {
  readonly space: string
  readonly type: ContentType
  readonly locale: string
  /** Those that are chosen. */
  readonly entries: readonly Entry[]
  readonly onDone: () => void
}

/** A deed under way. The list behind follows it, and what was chosen there may be gone by then. */
interface Running {
  readonly deed: Deed
  readonly entries: readonly Entry[]
}

/** What can be done to all entries that are chosen; nothing while none is. */
export function BulkBar({ space, type, locale, entries, onDone }: BulkBarProps) {
  const [running, setRunning] = useState<Running | null>(null)
  const permit = useBulkPermits(space, type, entries)
  return (
    <>
      {entries.length > 0 && (
        <Paper p="sm" role="region" aria-label={t('content.bulk.title')}>
          <Group justify="space-between">
            <Text size="sm" fw={600} role="status">
              {t('content.bulk.chosen', { count: entries.length })}
            </Text>
            <Group gap="xs">
              {deedNames.map((name) => (
                <PermitButton
                  key={name}
                  size="xs"
                  variant="default"
                  {...(name === 'delete' && { c: 'var(--studio-danger)' })}
                  permit={permit(name)}
                  onClick={() => setRunning({ deed: name, entries })}
                >
                  {t(`content.deed.${name}`)}
                </PermitButton>
              ))}
              <Button size="xs" variant="subtle" onClick={onDone}>
                {t('content.bulk.none')}
              </Button>
            </Group>
          </Group>
        </Paper>
      )}
      <Modal
        opened={running !== null}
        onClose={() => setRunning(null)}
        title={running === null ? '' : t(`content.bulk.${running.deed}`, { count: running.entries.length })}
      >
        {running !== null && (
          <BulkDeed
            {...{ space, type, locale }}
            {...running}
            onClose={() => setRunning(null)}
            onDone={() => {
              setRunning(null)
              onDone()
            }}
          />
        )}
      </Modal>
    </>
  )
}

/** Asked entry by entry: a deed is open when it is for any of them. What is refused for others is told one by one. */
function useBulkPermits(space: string, type: ContentType, entries: readonly Entry[]): (deed: Deed) => Permit {
  const questions = Object.fromEntries(
    entries.flatMap(({ id }) =>
      deedNames.map((name): [string, OwnQuestion] => [
        `${name} ${id}`,
        {
          action: deeds[name].action,
          type: type.slug,
          entry: id,
          ...(name === 'archive' && { fields: ['status'], status: 'archived' as const }),
        },
      ]),
    ),
  )
  const may = useMay(space, questions)
  return (name) => {
    const permits = entries.map(({ id }) => may(`${name} ${id}`))
    return permits.find(({ allowed }) => allowed) ?? permits[0] ?? permitted
  }
}

interface BulkDeedProps extends BulkBarProps {
  readonly deed: Deed
  readonly onClose: () => void
}

interface Refused {
  readonly entry: Entry
  readonly why: string
}

function BulkDeed({ space, type, locale, entries: all, deed, onClose, onDone }: BulkDeedProps) {
  const queries = useQueryClient()
  const [done, setDone] = useState<number | null>(null)
  const [refused, setRefused] = useState<readonly Refused[] | null>(null)
  const run = async () => {
    setDone(0)
    const problems: Refused[] = []
    await inTurn(all, async (entry) => {
      try {
        await attempt(() => deeds[deed].run(space, entry.id))
      } catch (error) {
        problems.push({ entry, why: problemInWords(error) })
      }
      setDone((before) => (before ?? 0) + 1)
    })
    await queries.invalidateQueries({ queryKey: ['spaces', space] })
    setRefused(problems)
  }
  if (refused !== null) {
    return (
      <Stack>
        <Text size="sm" role="status">
          {t('content.bulk.done', { count: all.length - refused.length })}
        </Text>
        {refused.length > 0 && (
          <>
            <Text size="sm" fw={600}>
              {t('content.bulk.refused', { count: refused.length })}
            </Text>
            <List size="sm" spacing={4}>
              {refused.map(({ entry, why }) => (
                <List.Item key={entry.id}>
                  <b>{titleOf(entry, type, locale)}</b>: {why}
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
  return (
    <Stack>
      <Text size="sm">{t(`content.bulk.${deed}Text`)}</Text>
      <List size="sm">
        {all.slice(0, 8).map((entry) => (
          <List.Item key={entry.id}>{titleOf(entry, type, locale)}</List.Item>
        ))}
        {all.length > 8 && <List.Item>{t('content.bulk.andMore', { count: all.length - 8 })}</List.Item>}
      </List>
      {done !== null && <Progress value={(100 * done) / all.length} aria-label={t('content.bulk.progress')} />}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus disabled={done !== null} onClick={onClose}>
          {t('shared.cancel')}
        </Button>
        <Button {...(deed === 'delete' && { color: 'red' })} loading={done !== null} onClick={() => void run()}>
          {t(`content.deed.${deed}`)}
        </Button>
      </Group>
    </Stack>
  )
}
