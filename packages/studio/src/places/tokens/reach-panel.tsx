import { Divider, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { kinds } from '@latchkey/tokens/kinds'
import { dayOf } from '../../pieces/moments.ts'
import { t } from '../../words/words.ts'
import { type Draft, endOfDay } from './draft.ts'
import { KindChip } from './kind-chip.tsx'
import classes from './reach-panel.module.css'

interface ReachPanelProps {
  readonly draft: Draft
  /** What it will be able to do, in sentences. */
  readonly reach: readonly string[]
}

/** What a token that is being made can do, said as it changes. */
export function ReachPanel({ draft, reach }: ReachPanelProps) {
  const { kind, expires, lastDay } = draft
  const end = expires ? endOfDay(lastDay) : null
  return (
    <Paper component="aside" p="lg" className={classes['panel'] ?? ''} aria-label={t('tokens.new.panel')}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h5">
            {t('tokens.new.panel')}
          </Title>
          {kind !== null && <KindChip kind={kind} />}
        </Group>
        <div aria-live="polite">
          {reach.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t(kind === null ? 'tokens.new.panelEmpty' : 'tokens.new.panelWaiting')}
            </Text>
          ) : (
            <List spacing={6} size="sm">
              {reach.map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          )}
        </div>
        {kind !== null && (
          <>
            <Divider />
            <Fact label={t('tokens.new.panelWhere')}>
              {t(kinds[kind].publishable ? 'tokens.new.panelBrowser' : 'tokens.new.panelServer')}
            </Fact>
            <Fact label={t('tokens.new.panelEnds')}>
              {end === null
                ? t('tokens.new.expiresNever')
                : t('tokens.new.panelEndsAt', { date: dayOf(end.toISOString()) })}
            </Fact>
            <Fact label={t('tokens.new.panelSecret')}>
              {t(kinds[kind].readableAgain === 'yes' ? 'tokens.new.panelAgain' : 'tokens.new.panelOnce')}
            </Fact>
          </>
        )}
      </Stack>
    </Paper>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600}>
        {label}
      </Text>
      <Text size="sm">{children}</Text>
    </div>
  )
}
