import { Group, Paper, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Token } from '../../api/answers.ts'
import { t } from '../../words/words.ts'
import { ActiveSwitch } from './active-switch.tsx'
import { CallsSpark } from './calls-spark.tsx'
import { KindChip } from './kind-chip.tsx'
import { StateMark } from './state-mark.tsx'
import { Expires, LastUsed, NameCell, Reach } from './token-columns.tsx'
import { TokenMenu } from './token-menu.tsx'

/** Tokens as cards, for narrow screens. */
export function TokenCards({ tokens }: { readonly tokens: readonly Token[] }) {
  return (
    <Stack gap="sm" component="ul" p={0} m={0}>
      {tokens.map((token) => (
        <Paper component="li" key={token.id} p="md" style={{ listStyle: 'none' }}>
          <Stack gap="xs">
            <Group justify="space-between" align="flex-start" wrap="nowrap">
              <NameCell token={token} />
              <Group gap="xs" wrap="nowrap">
                <ActiveSwitch token={token} />
                <TokenMenu token={token} />
              </Group>
            </Group>
            <Group gap="md">
              <StateMark state={token.state} />
              <KindChip kind={token.kind} />
            </Group>
            <Reach token={token} />
            <Group gap="xl">
              <Labelled label={t('tokens.column.used')}>
                <LastUsed token={token} />
              </Labelled>
              <Labelled label={t('tokens.column.expires')}>
                <Expires token={token} />
              </Labelled>
              <Labelled label={t('tokens.column.calls')}>
                <CallsSpark token={token} />
              </Labelled>
            </Group>
          </Stack>
        </Paper>
      ))}
    </Stack>
  )
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      {children}
    </div>
  )
}
