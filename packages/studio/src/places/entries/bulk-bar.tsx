import { Button, Group, List, Paper, Text } from '@mantine/core'
import { useState } from 'react'
import type { ContentType, Entry, OwnQuestion } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { type Permit, permitted, useMay } from '../../api/use-may.ts'
import { Dialog } from '../../pieces/dialog.tsx'
import { ManyDeed } from '../../pieces/many-deed.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { t } from '../../words/words.ts'
import classes from './bulk-bar.module.css'
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
  readonly typeOf: (entry: Entry) => ContentType | undefined
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
export function BulkBar({ space, typeOf, locale, entries, onDone }: BulkBarProps) {
  const [running, setRunning] = useState<Running | null>(null)
  const permit = useBulkPermits(space, entries)
  return (
    <>
      {entries.length > 0 && (
        <Paper p="sm" role="region" className={classes['bar'] ?? ''} aria-label={t('content.bulk.title')}>
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
      <Dialog
        opened={running !== null}
        onClose={() => setRunning(null)}
        title={running === null ? '' : t(`content.bulk.${running.deed}`, { count: running.entries.length })}
      >
        {running !== null && (
          <BulkDeed
            {...{ space, typeOf, locale }}
            {...running}
            onClose={() => setRunning(null)}
            onDone={() => {
              setRunning(null)
              onDone()
            }}
          />
        )}
      </Dialog>
    </>
  )
}

/** Asked entry by entry: a deed is open when it is for any of them. What is refused for others is told one by one. */
function useBulkPermits(space: string, entries: readonly Entry[]): (deed: Deed) => Permit {
  const questions = Object.fromEntries(
    entries.flatMap(({ id, type }) =>
      deedNames.map((name): [string, OwnQuestion] => [
        `${name} ${id}`,
        {
          action: deeds[name].action,
          type,
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

function BulkDeed({ space, typeOf, locale, entries, deed, onClose, onDone }: BulkDeedProps) {
  const nameOf = (entry: Entry) => titleOf(entry, typeOf(entry), locale)
  return (
    <ManyDeed
      text={t(`content.bulk.${deed}Text`)}
      label={t(`content.deed.${deed}`)}
      ends={deed === 'delete'}
      read={async () => entries}
      nameOf={nameOf}
      run={({ id }) => deeds[deed].run(space, id)}
      done={(count) => t('content.bulk.done', { count })}
      stale={['spaces', space]}
      onClose={onClose}
      onDone={onDone}
    >
      <List size="sm">
        {entries.slice(0, 8).map((entry) => (
          <List.Item key={entry.id}>{nameOf(entry)}</List.Item>
        ))}
        {entries.length > 8 && <List.Item>{t('content.bulk.andMore', { count: entries.length - 8 })}</List.Item>}
      </List>
    </ManyDeed>
  )
}
