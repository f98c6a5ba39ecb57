import { Badge, Group, Skeleton, Stack, Table, Text } from '@mantine/core'
import { grantInWords } from '@latchkey/tokens/grant-in-words'
import { useQuery } from '@tanstack/react-query'
import type { Token, TokenUsage as Usage } from '../../api/answers.ts'
import { CopyText } from '../../pieces/copy-text.tsx'
import { DayChart } from '../../pieces/day-chart.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { agentsOf, lackedOf, networksOf, operationsOf, type Seen } from './usage-sums.ts'
import { useKeeper } from './use-keeper.ts'

const days = 30
/** How many rows of each list are shown. */
const shownMax = 8

/** What a token was used for by day, from where, and what it was refused for want of. */
export function TokenUsage({ token }: { readonly token: Token }) {
  const keeper = useKeeper()
  // Calls are counted in batches: what has just been called is told soon.
  const usage = useQuery({ ...keeper.usage(token.id, days), refetchInterval: 10_000 })
  return (
    <Section title={t('tokens.usage.title')} lead={t('tokens.usage.lead', { count: days })}>
      <ProblemAlert error={usage.error} />
      {usage.isPending && <Skeleton height={140} role="status" aria-label={t('shared.loading')} />}
      {usage.data !== undefined && <Told usage={usage.data} />}
    </Section>
  )
}

function Told({ usage }: { readonly usage: Usage }) {
  if (usage.calls === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('tokens.usage.none')}
      </Text>
    )
  }
  return (
    <Stack gap="lg">
      <DayChart days={usage.days} count={days} />
      <Lacked usage={usage} />
      <SeenTable title={t('tokens.usage.operations')} seen={operationsOf(usage)} monospace />
      <SeenTable title={t('tokens.usage.networks')} seen={networksOf(usage)} />
      <SeenTable title={t('tokens.usage.agents')} seen={agentsOf(usage)} />
    </Stack>
  )
}

function Lacked({ usage }: { readonly usage: Usage }) {
  const lacked = lackedOf(usage)
  if (lacked.length === 0) return null
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t('tokens.usage.lacked')}
      </Text>
      <Stack gap="sm" component="ul" p={0} m={0}>
        {lacked.slice(0, shownMax).map(({ name, calls, lastAt, grant }) => (
          <Group component="li" key={`${name} ${JSON.stringify(grant)}`} gap="sm" style={{ listStyle: 'none' }}>
            <Badge color="red" variant="light">
              {t('tokens.usage.times', { count: calls })}
            </Badge>
            <Text size="sm">{grant === null ? t('tokens.usage.noGrant', { problem: name }) : grantInWords(grant)}</Text>
            <Moment time={lastAt} />
            {grant !== null && (
              <CopyText text={JSON.stringify(grant, null, 2)} label={t('tokens.usage.copyGrant')} size="compact-xs" />
            )}
          </Group>
        ))}
      </Stack>
    </Stack>
  )
}

interface SeenTableProps {
  readonly title: string
  readonly seen: readonly Seen[]
  readonly monospace?: boolean
}

function SeenTable({ title, seen, monospace = false }: SeenTableProps) {
  if (seen.length === 0) return null
  return (
    <Table verticalSpacing={6} aria-label={title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{title}</Table.Th>
          <Table.Th scope="col" ta="end" w={90}>
            {t('tokens.usage.calls')}
          </Table.Th>
          <Table.Th scope="col" ta="end" w={140}>
            {t('tokens.usage.last')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {seen.slice(0, shownMax).map(({ name, calls, lastAt }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400}>
              <Text size="sm" {...(monospace && { ff: 'monospace' })}>
                {name === 'other' ? t('tokens.usage.other') : name === 'none' ? t('tokens.usage.agentNone') : name}
              </Text>
            </Table.Th>
            <Table.Td ta="end">{calls}</Table.Td>
            <Table.Td ta="end">
              <Moment time={lastAt} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
