import { Alert, Anchor, Paper, SimpleGrid, Skeleton, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Dashboard } from '../../api/answers.ts'
import { waitingQuery } from '../../api/content-queries.ts'
import { dashboardQuery } from '../../api/queries.ts'
import { DayChart } from '../../pieces/day-chart.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { language, t } from '../../words/words.ts'
import classes from './overview-page.module.css'

const days = 30
const numbers = new Intl.NumberFormat(language)

/** A space in numbers: its content by state, the health of its tokens, and how much they are used. */
export function OverviewPage() {
  const { space = '' } = useParams({ strict: false })
  const dashboard = useQuery(dashboardQuery(space))
  const { data } = dashboard
  return (
    <Page title={t('overview.title')} lead={t('overview.lead')}>
      <ProblemAlert error={dashboard.error} />
      {dashboard.isPending && <Skeleton height={220} role="status" aria-label={t('shared.loading')} />}
      {data !== undefined && (
        <>
          <Waiting space={space} />
          <Tokens dashboard={data} space={space} />
          {data.calls !== null && (
            <Section title={t('overview.calls')} lead={t('overview.callsLead', { count: days })}>
              {data.calls.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {t('overview.callsNone')}
                </Text>
              ) : (
                <DayChart days={data.calls} count={days} />
              )}
            </Section>
          )}
          <Content dashboard={data} />
        </>
      )}
    </Page>
  )
}

/** How many requests wait for an answer; nothing where none does. */
function Waiting({ space }: { readonly space: string }) {
  const count = useQuery(waitingQuery(space)).data ?? 0
  if (count === 0) return null
  return (
    <Alert variant="light" title={t('content.plans.waiting', { count })}>
      <Anchor
        size="sm"
        renderRoot={(props: Record<string, unknown>) => (
          <Link to="/studio/spaces/$space/plans" params={{ space }} {...props} />
        )}
      >
        {t('content.plans.toWaiting')}
      </Anchor>
    </Alert>
  )
}

const counts = ['active', 'public', 'without_expiry', 'expiring', 'unused', 'inactive'] as const

function Tokens({ dashboard, space }: { readonly dashboard: Dashboard; readonly space: string }) {
  const { tokens } = dashboard
  if (tokens === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('overview.noTokens')}
      </Text>
    )
  }
  return (
    <Section
      title={t('overview.tokens')}
      actions={
        <Anchor
          size="sm"
          renderRoot={(props: Record<string, unknown>) => (
            <Link to="/studio/spaces/$space/tokens" params={{ space }} {...props} />
          )}
        >
          {t('overview.toTokens')}
        </Anchor>
      }
    >
      <SimpleGrid component="dl" cols={{ base: 2, xs: 3, lg: 6 }} spacing="sm" m={0}>
        {counts.map((name) => (
          <Paper key={name} p="sm" className={classes['count'] ?? ''}>
            <Text component="dt" size="sm" c="dimmed">
              {t(`overview.${name}`)}
            </Text>
            <Text component="dd" m={0} fz={28} fw={650}>
              {numbers.format(tokens[name])}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
    </Section>
  )
}

const states = ['published', 'draft', 'protected', 'archived'] as const

/** For where the states have no room beside each other. */
function inWords(row: Dashboard['content'][number]): string {
  const there = states.filter((state) => row[state] > 0)
  return there.map((state) => `${t(`overview.state.${state}`)} ${numbers.format(row[state])}`).join(' · ')
}

function Content({ dashboard: { content } }: { readonly dashboard: Dashboard }) {
  return (
    <Section title={t('overview.content')}>
      {content.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('overview.contentNone')}
        </Text>
      ) : (
        <Table aria-label={t('overview.content')} verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('overview.type')}</Table.Th>
              {states.map((state) => (
                <Table.Th key={state} scope="col" ta="end" visibleFrom="md">
                  {t(`overview.state.${state}`)}
                </Table.Th>
              ))}
              <Table.Th scope="col" ta="end">
                {t('overview.total')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {content.map((row) => (
              <Table.Tr key={row.type}>
                <Table.Th scope="row" fw={500}>
                  {row.type}
                  <svg className={classes['bar']} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                    <rect className={classes['all']} width={100} height={4} />
                    <rect className={classes['published']} width={(row.published / row.total) * 100} height={4} />
                  </svg>
                  <Text hiddenFrom="md" size="sm" c="dimmed" mt={4}>
                    {inWords(row)}
                  </Text>
                </Table.Th>
                {states.map((state) => (
                  <Table.Td key={state} ta="end" visibleFrom="md">
                    {numbers.format(row[state])}
                  </Table.Td>
                ))}
                <Table.Td ta="end">{numbers.format(row.total)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  )
}
