import { Button, Group, Paper, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { ContentType, Entry } from '../../api/answers.ts'
import { Dialog } from '../../pieces/dialog.tsx'
import { t } from '../../words/words.ts'
import { differences, draftOf, merge, type Part, partOf, withPart } from './entry-draft.ts'
import { nameOfPart } from './entry-title.ts'
import type { EditedEntry } from './use-entry-draft.ts'
import classes from './conflict-dialog.module.css'
import { ValueView } from './value-difference.tsx'

interface ConflictDialogProps {
  readonly type: ContentType
  readonly edited: EditedEntry
  /** What somebody else has saved meanwhile. */
  readonly theirs: Entry
  readonly onClose: () => void
}

/** Somebody else has saved: shows both, takes what does not collide along, and asks about what does. Nothing is lost. */
export function ConflictDialog({ type, edited, theirs, onClose }: ConflictDialogProps) {
  const { base, draft: mine } = edited
  const saved = draftOf(theirs)
  const { draft: merged, conflicts } = merge(type, base, mine, saved)
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  const others = differences(type, base, saved).filter((part) => !conflicts.some((each) => keyOf(each) === keyOf(part)))
  const goOn = () => {
    const next = conflicts
      .filter((part) => taken.has(keyOf(part)))
      .reduce((draft, part) => withPart(draft, part, partOf(saved, part)), merged)
    edited.rebase(next, theirs)
    onClose()
  }
  return (
    <Dialog size="xl" opened onClose={onClose} title={t('content.conflict.title')}>
      <Stack>
        <Text size="sm">{t(conflicts.length > 0 ? 'content.conflict.text' : 'content.conflict.none')}</Text>
        {others.length > 0 && (
          <Text size="sm">
            {t('content.conflict.others', { parts: others.map((part) => labelOf(part, type)).join(', ') })}
          </Text>
        )}
        {conflicts.map((part) => {
          const key = keyOf(part)
          return (
            <Paper key={key} p="sm">
              <Radio.Group
                label={labelOf(part, type)}
                value={taken.has(key) ? 'theirs' : 'mine'}
                onChange={(side) => {
                  const rest = [...taken].filter((each) => each !== key)
                  setTaken(new Set(side === 'theirs' ? [...rest, key] : rest))
                }}
              >
                <div className={classes['sides']}>
                  <Stack gap="xs" miw={0}>
                    <Radio value="mine" label={t('content.conflict.mine')} />
                    <ValueView label={t('content.conflict.mineIs')} value={partOf(mine, part)} />
                  </Stack>
                  <Stack gap="xs" miw={0}>
                    <Radio value="theirs" label={t('content.conflict.theirs')} />
                    <ValueView label={t('content.conflict.theirsIs')} value={partOf(saved, part)} />
                  </Stack>
                </div>
              </Radio.Group>
            </Paper>
          )
        })}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('content.conflict.later')}
          </Button>
          <Button data-autofocus onClick={goOn}>
            {t('content.conflict.goOn')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function keyOf({ name, locale }: Part): string {
  return `${name} ${locale ?? ''}`
}

function labelOf({ name, locale }: Part, type: ContentType): string {
  const label = nameOfPart(name, type)
  return locale === null ? label : `${label} (${locale})`
}
