import { Anchor, Stack, Text } from '@mantine/core'
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
} from '@tanstack/react-table'
import { Link } from '@tanstack/react-router'
import type { Token } from '../../api/answers.ts'
import { Moment } from '../../pieces/moment.tsx'
import { useNow } from '../../pieces/use-now.ts'
import { t } from '../../words/words.ts'
import { ActiveSwitch } from './active-switch.tsx'
import { CallsSpark, callsOf } from './calls-spark.tsx'
import { Creator } from './creator.tsx'
import { tokenLink } from './holder-links.ts'
import { KindChip } from './kind-chip.tsx'
import { StateMark } from './state-mark.tsx'
import { TokenMenu } from './token-menu.tsx'
import { expiryTone, isForgotten } from './token-tabs.ts'
import classes from './token-table.module.css'
import { useKeeper } from './use-keeper.ts'

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
})

const column = createColumnHelper<typeof features, Token>()
const time = (text: string | null) => (text === null ? undefined : Date.parse(text))

/** What a list shows of each token. Times sort with the latest first, and what never happened last. */
export const columns = column.columns([
  column.accessor('state', {
    header: () => t('tokens.column.state'),
    cell: ({ row }) => <StateMark state={row.original.state} />,
    sortFn: 'basic',
  }),
  column.accessor(({ name }) => name.toLowerCase(), {
    id: 'name',
    header: () => t('tokens.column.name'),
    cell: ({ row }) => (
      <>
        <NameCell token={row.original} />
        <div className={classes['kind']}>
          <KindChip kind={row.original.kind} />
        </div>
      </>
    ),
    sortFn: 'basic',
  }),
  column.accessor('kind', {
    header: () => t('tokens.column.kind'),
    cell: ({ row }) => <KindChip kind={row.original.kind} />,
    sortFn: 'basic',
  }),
  column.display({
    id: 'reach',
    header: () => t('tokens.column.reach'),
    cell: ({ row }) => <Reach token={row.original} />,
  }),
  column.display({
    id: 'creator',
    header: () => t('tokens.column.creator'),
    cell: ({ row }) => <Creator token={row.original} />,
  }),
  column.accessor(({ last_used_at: at }) => time(at), {
    id: 'used',
    header: () => t('tokens.column.used'),
    cell: ({ row }) => <LastUsed token={row.original} />,
    sortFn: 'basic',
    sortUndefined: 'last',
    sortDescFirst: true,
  }),
  column.accessor(({ usage }) => callsOf(usage), {
    id: 'calls',
    header: () => t('tokens.column.calls'),
    cell: ({ row }) => <CallsSpark token={row.original} />,
    sortFn: 'basic',
    sortDescFirst: true,
  }),
  column.accessor(({ expires_at: at }) => time(at), {
    id: 'expires',
    header: () => t('tokens.column.expires'),
    cell: ({ row }) => <Expires token={row.original} />,
    sortFn: 'basic',
    sortUndefined: 'last',
  }),
  column.display({
    id: 'active',
    header: () => t('tokens.state.active'),
    cell: ({ row }) => <ActiveSwitch token={row.original} />,
  }),
  column.display({
    id: 'deeds',
    header: () => t('tokens.column.deeds'),
    cell: ({ row }) => <TokenMenu token={row.original} />,
  }),
])

/** Name, note and masked text of a token, with the way to its page. */
export function NameCell({ token }: { readonly token: Token }) {
  const keeper = useKeeper()
  const { id, name, description, masked } = token
  return (
    <Stack gap={0} miw={0}>
      <Anchor
        fw={600}
        size="sm"
        c="inherit"
        underline="hover"
        renderRoot={(props: Record<string, unknown>) => <Link {...tokenLink(keeper, id)} {...props} />}
      >
        {name}
      </Anchor>
      {description !== '' && (
        <Text size="xs" lineClamp={1} style={{ wordBreak: 'break-all' }}>
          {description}
        </Text>
      )}
      <Text size="xs" c="dimmed" ff="monospace">
        {masked}
      </Text>
    </Stack>
  )
}

/** What it can do, in words; the rest of a long list on its page. */
export function Reach({ token: { reach } }: { readonly token: Token }) {
  return (
    <Text size="sm" lineClamp={3}>
      {reach.join(' ')}
    </Text>
  )
}

export function LastUsed({ token }: { readonly token: Token }) {
  const now = useNow()
  if (token.last_used_at !== null) return <Moment time={token.last_used_at} />
  const forgotten = isForgotten(token, now)
  return (
    <Text size="sm" c={forgotten ? 'var(--studio-warning)' : 'dimmed'} fw={forgotten ? 600 : undefined}>
      {t('shared.never')}
    </Text>
  )
}

export function Expires({ token }: { readonly token: Token }) {
  const now = useNow()
  if (token.expires_at !== null) return <Moment time={token.expires_at} tone={expiryTone(token, now)} />
  return (
    <Text size="sm" c="dimmed">
      {t('shared.never')}
    </Text>
  )
}
