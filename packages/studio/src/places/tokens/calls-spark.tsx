import { Group, Text } from '@mantine/core'
import type { Token } from '../../api/answers.ts'
import { usageDays } from '../../api/queries.ts'
import { seriesOf } from '../../pieces/day-series.ts'
import { useNow } from '../../pieces/use-now.ts'
import { language, t } from '../../words/words.ts'
import classes from './calls-spark.module.css'

const height = 20
const step = 8
const gap = 2
const number = new Intl.NumberFormat(language, { notation: 'compact' })

/** Calls of a token in the last days: how many, and how they were spread. */
export function CallsSpark({ token: { usage = [] } }: { readonly token: Token }) {
  const now = useNow()
  const series = seriesOf(usage, now, usageDays)
  const calls = callsOf(usage)
  const refused = series.reduce((sum, each) => sum + each.refused, 0)
  const most = Math.max(1, ...series.map((each) => each.calls))
  // A day with one call among days with thousands is seen all the same.
  const tall = (count: number) => (count === 0 ? 0 : Math.max(1.5, (count / most) * height))
  return (
    <Group gap={8} wrap="nowrap">
      <svg
        className={classes['chart']}
        role="img"
        aria-label={t('tokens.spark', { count: calls, refused, days: usageDays })}
        viewBox={`0 0 ${usageDays * step} ${height}`}
        preserveAspectRatio="none"
      >
        <line className={classes['base']} x1={0} x2={usageDays * step} y1={height} y2={height} />
        {series.map(({ day, calls: all, refused: bad }, index) => {
          const bar = { x: index * step + gap / 2, width: step - gap }
          return (
            <g key={day}>
              <rect {...bar} className={classes['answered']} y={height - tall(all)} height={tall(all)} />
              <rect
                {...bar}
                className={classes['refused']}
                y={height - tall(all)}
                height={Math.min(tall(bad), tall(all))}
              />
            </g>
          )
        })}
      </svg>
      <Text size="sm" c={calls === 0 ? 'dimmed' : undefined} aria-hidden>
        {number.format(calls)}
      </Text>
    </Group>
  )
}

/** How many calls there were on some days. */
export function callsOf(usage: Token['usage']): number {
  return (usage ?? []).reduce((sum, { calls }) => sum + calls, 0)
}
