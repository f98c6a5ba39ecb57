import { Button, Group, ScrollArea, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { t } from '../words/words.ts'
import classes from './day-chart.module.css'
import { type DayOfCalls, seriesOf } from './day-series.ts'
import { dayOf } from './moments.ts'
import { useNow } from './use-now.ts'

interface DayChartProps {
  readonly days: readonly DayOfCalls[]
  /** How many days are shown, today among them. */
  readonly count: number
}

const height = 100
const gap = 2
const step = 10

/** Calls by day: as bars to be looked at, and as a table to be read. */
export function DayChart({ days, count }: DayChartProps) {
  const now = useNow()
  const [asTable, setAsTable] = useState(false)
  const series = seriesOf(days, now, count)
  const calls = series.reduce((sum, each) => sum + each.calls, 0)
  const refused = series.reduce((sum, each) => sum + each.refused, 0)
  return (
    <Stack gap="xs">
      {asTable ? (
        <DayTable series={series} />
      ) : (
        <Bars series={series} label={t('shared.chart.label', { calls, refused, count })} />
      )}
      <Group justify="space-between" gap="xs">
        <Group gap="md">
          <Legend label={t('shared.chart.answered', { calls: calls - refused })} />
          <Legend label={t('shared.chart.refused', { calls: refused })} refused />
        </Group>
        <Button size="compact-sm" variant="subtle" color="gray" c="inherit" onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'shared.chart.asChart' : 'shared.chart.asTable')}
        </Button>
      </Group>
    </Stack>
  )
}

function Bars({ series, label }: { readonly series: readonly DayOfCalls[]; readonly label: string }) {
  const most = Math.max(1, ...series.map(({ calls }) => calls))
  const tall = (calls: number) => (calls / most) * height
  const width = series.length * step
  return (
    <div>
      <svg
        className={classes['chart']}
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
      >
        {series.map(({ day, calls, refused }, index) => {
          const x = index * step + gap / 2
          const answered = tall(calls - refused)
          return (
            <g key={day}>
              <title>{t('shared.chart.day', { day: dayOf(day), calls, refused })}</title>
              <rect x={index * step} y={0} width={step} height={height} fill="transparent" />
              <rect className={classes['answered']} x={x} y={height - answered} width={step - gap} height={answered} />
              <rect
                className={classes['refused']}
                x={x}
                y={height - tall(calls)}
                width={step - gap}
                height={tall(refused)}
              />
            </g>
          )
        })}
        <line className={classes['base']} x1={0} x2={width} y1={height} y2={height} />
      </svg>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {dayOf(series[0]?.day ?? '')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('shared.chart.most', { most })}
        </Text>
        <Text size="xs" c="dimmed">
          {t('shared.chart.today')}
        </Text>
      </Group>
    </div>
  )
}

function DayTable({ series }: { readonly series: readonly DayOfCalls[] }) {
  const rows = series.filter(({ calls }) => calls > 0).toReversed()
  return (
    <ScrollArea.Autosize
      mah={260}
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('shared.chart.table') }}
    >
      <Table aria-label={t('shared.chart.table')} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('shared.chart.dayColumn')}</Table.Th>
            <Table.Th scope="col">{t('shared.chart.callsColumn')}</Table.Th>
            <Table.Th scope="col">{t('shared.chart.refusedColumn')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ day, calls, refused }) => (
            <Table.Tr key={day}>
              <Table.Th scope="row" fw={500}>
                {dayOf(day)}
              </Table.Th>
              <Table.Td>{calls}</Table.Td>
              <Table.Td>{refused}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('shared.chart.none')}
        </Text>
      )}
    </ScrollArea.Autosize>
  )
}

function Legend({ label, refused = false }: { readonly label: string; readonly refused?: boolean }) {
  return (
    <Group gap={6}>
      <span className={classes['swatch']} data-refused={refused || undefined} aria-hidden />
      <Text size="sm">{label}</Text>
    </Group>
  )
}
