import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import IconArticle from '@tabler/icons-react/icons/IconArticle'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { ContentType, Entry } from '../../api/answers.ts'
import { entriesPart } from '../../api/content-queries.ts'
import { typesQuery } from '../../api/queries.ts'
import { useLocales } from '../../api/use-locales.ts'
import { useLongList } from '../../api/use-long-list.ts'
import { useMay } from '../../api/use-may.ts'
import { Empty } from '../../pieces/empty.tsx'
import { LinkButton } from '../../pieces/link-button.tsx'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { t } from '../../words/words.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ChooseAll, chosenMax } from './choose-all.tsx'
import { ColumnChoice } from './column-choice.tsx'
import { EntryCards } from './entry-cards.tsx'
import { columnsIn } from './entry-columns.ts'
import { EntryFilters } from './entry-filters.tsx'
import {
  allTypes,
  type EntrySearch,
  type EntrySearchChange,
  orderIn,
  readEntrySearch,
  unnarrowed,
} from './entry-search.ts'
import { EntryTable } from './entry-table.tsx'
import { EntryViews } from './entry-views.tsx'
import { toggled } from './listed-entries.ts'

const noQuestions = {}
const none: ReadonlyMap<string, Entry> = new Map()

/** The entries of a space, type by type or all at once. */
export function EntryListPage() {
  const { space = '' } = useParams({ strict: false })
  const types = useQuery(typesQuery(space))
  const search: EntrySearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const type =
    search.type === allTypes ? null : (types.data?.find(({ slug }) => slug === search.type) ?? types.data?.[0] ?? null)
  const may = useMay(space, type ? { create: { action: 'content.create', type: type.slug } } : noQuestions)
  const create = type && (
    <PermitButton
      permit={may('create')}
      leftSection={<IconPlus size={18} aria-hidden />}
      onClick={() =>
        void navigate({
          to: '/studio/spaces/$space/content/new',
          params: { space },
          search: { type: type.slug },
        })
      }
    >
      {t('content.create', { type: type.name })}
    </PermitButton>
  )
  return (
    <Page title={t('content.title')} lead={t('content.lead')} actions={create}>
      <ProblemAlert error={types.error} />
      {types.isPending && <Skeleton height={200} role="status" aria-label={t('shared.loading')} />}
      {types.isSuccess && types.data.length === 0 && (
        <Empty
          icon={<IconArticle size={28} />}
          title={t('content.empty.noTypes')}
          text={t('content.empty.noTypesText')}
        >
          <LinkButton to="/studio/spaces/$space/content-types" params={{ space }}>
            {t('content.empty.toTypes')}
          </LinkButton>
        </Empty>
      )}
      {types.isSuccess && types.data.length > 0 && (
        <Entries key={`${space} ${type?.id ?? allTypes}`} {...{ space, type, types: types.data, search, create }} />
      )}
    </Page>
  )
}

interface EntriesProps {
  readonly space: string
  /** Null: all of them. */
  readonly type: ContentType | null
  readonly types: readonly ContentType[]
  readonly search: EntrySearch
  /** The button that makes one. */
  readonly create: ReactNode
}

function Entries({ space, type, types, search, create }: EntriesProps) {
  const navigate = useNavigate()
  const { home, codes } = useLocales(space)
  const wide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false })
  const [chosen, choose] = useState(none)
  const locale = search.locale ?? home
  const order = orderIn(search, type)
  const columns = useMemo(() => columnsIn(search.columns, type), [search.columns, type])
  const typeOf = useCallback((entry: Entry) => types.find(({ slug }) => slug === entry.type), [types])
  const onToggle = useCallback((entry: Entry) => choose((before) => toggled(before, entry)), [])
  const show = (next: EntrySearch) => {
    choose(none)
    void navigate({ to: '/studio/spaces/$space/content', params: { space }, search: next, replace: true })
  }
  const here = { ...search, type: type?.slug ?? allTypes }
  const go = (part: EntrySearchChange) => show(readEntrySearch({ ...here, ...part }))
  const query = {
    locale,
    order,
    ...(type && { type: type.slug }),
    ...(search.status && { status: search.status }),
    ...(search.search && { search: search.search }),
    ...(search.tag && { tag: search.tag }),
  }
  const list = useLongList((part) => entriesPart(space, { ...query, ...part }))
  const narrowed = [search.status, search.search, search.tag].some((each) => each !== undefined)
  const shown = {
    space,
    typeOf,
    locale,
    order,
    columns,
    list,
    chosen,
    onToggle,
    onOrder: (next: string) => go({ order: next }),
  }
  const chooseAll = (
    <ChooseAll
      total={list.total}
      labelled={!wide}
      chosen={chosen}
      read={async () => (await entriesPart(space, { ...query, limit: chosenMax }).queryFn()).items}
      onChoose={choose}
    />
  )
  return (
    <Stack>
      <EntryFilters {...{ space, types, type, codes, locale, search, go }} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {list.total > 0 && t('content.count', { count: list.total })}
        </Text>
        <Group gap="xs">
          {!wide && list.total > 0 && chooseAll}
          {wide && <ColumnChoice type={type} named={search.columns} onChoose={(named) => go({ columns: named })} />}
          <EntryViews space={space} search={here} onShow={show} />
        </Group>
      </Group>
      <BulkBar {...{ space, typeOf, locale }} entries={[...chosen.values()]} onDone={() => choose(none)} />
      <ProblemAlert error={list.error} />
      {list.isPending && <Skeleton height={240} role="status" aria-label={t('shared.loading')} />}
      {list.isSuccess && list.total === 0 && (
        <Empty
          icon={<IconArticle size={28} />}
          title={t(narrowed ? 'content.empty.nothing' : 'content.empty.title', { type: type?.name })}
          text={t(narrowed ? 'content.empty.nothingText' : 'content.empty.text')}
        >
          {narrowed ? (
            <Button variant="default" onClick={() => go(unnarrowed)}>
              {t('content.empty.showAll')}
            </Button>
          ) : (
            create
          )}
        </Empty>
      )}
      {list.total > 0 && (wide ? <EntryTable {...shown} chooseAll={chooseAll} /> : <EntryCards {...shown} />)}
    </Stack>
  )
}
