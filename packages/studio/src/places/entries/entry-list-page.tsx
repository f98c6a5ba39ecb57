import { Button, Group, Select, Skeleton, Stack, TextInput } from '@mantine/core'
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks'
import IconArticle from '@tabler/icons-react/icons/IconArticle'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { ContentType, Entry } from '../../api/answers.ts'
import { entriesQuery } from '../../api/content-queries.ts'
import { typesQuery } from '../../api/queries.ts'
import { useLocales } from '../../api/use-locales.ts'
import { useMay } from '../../api/use-may.ts'
import { Empty } from '../../pieces/empty.tsx'
import { LinkButton } from '../../pieces/link-button.tsx'
import { Page } from '../../pieces/page.tsx'
import { Pager, useCursor } from '../../pieces/pager.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { t } from '../../words/words.ts'
import { BulkBar } from './bulk-bar.tsx'
import { EntryCards } from './entry-cards.tsx'
import { defaultOrder, type EntrySearch, entryStatuses } from './entry-search.ts'
import { EntryTable } from './entry-table.tsx'
import classes from './entry-list-page.module.css'

const noEntries: readonly Entry[] = []
const noQuestions = {}

/** The entries of a space, type by type. */
export function EntryListPage() {
  const { space = '' } = useParams({ strict: false })
  const types = useQuery(typesQuery(space))
  const search: EntrySearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const type = types.data?.find(({ slug }) => slug === search.type) ?? types.data?.[0]
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
      {type && <Entries key={`${space} ${type.id}`} {...{ space, type, types: types.data ?? [], search, create }} />}
    </Page>
  )
}

interface EntriesProps {
  readonly space: string
  readonly type: ContentType
  readonly types: readonly ContentType[]
  readonly search: EntrySearch
  /** The button that makes one. */
  readonly create: ReactNode
}

function Entries({ space, type, types, search, create }: EntriesProps) {
  const navigate = useNavigate()
  const { home, codes } = useLocales(space)
  const wide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const cursor = useCursor()
  const locale = search.locale ?? home
  const order = search.order ?? defaultOrder
  const go = (part: EntrySearch) => {
    cursor.reset()
    setChosen(new Set())
    void navigate({
      to: '/studio/spaces/$space/content',
      params: { space },
      search: { ...search, type: type.slug, ...part },
      replace: true,
    })
  }
  const list = useQuery(
    entriesQuery(space, {
      type: type.slug,
      locale,
      order,
      ...(search.status && { status: search.status }),
      ...(search.search && { search: search.search }),
      ...(cursor.after !== null && { after: cursor.after }),
    }),
  )
  const entries = list.data?.items ?? noEntries
  const narrowed = search.status !== undefined || search.search !== undefined
  const shown = {
    space,
    type,
    locale,
    order,
    entries,
    chosen,
    onChoose: setChosen,
    onOrder: (next: string) => go({ order: next }),
  }
  return (
    <Stack>
      <Filters {...{ types, type, codes, locale, search, go }} />
      <BulkBar
        space={space}
        entries={entries.filter(({ id }) => chosen.has(id))}
        type={type}
        locale={locale}
        onDone={() => setChosen(new Set())}
      />
      <ProblemAlert error={list.error} />
      {list.isPending && <Skeleton height={240} role="status" aria-label={t('shared.loading')} />}
      {list.isSuccess && entries.length === 0 && (
        <Empty
          icon={<IconArticle size={28} />}
          title={t(narrowed ? 'content.empty.nothing' : 'content.empty.title', { type: type.name })}
          text={t(narrowed ? 'content.empty.nothingText' : 'content.empty.text')}
        >
          {narrowed ? (
            <Button variant="default" onClick={() => go({ status: undefined, search: undefined })}>
              {t('content.empty.showAll')}
            </Button>
          ) : (
            create
          )}
        </Empty>
      )}
      {entries.length > 0 && (wide ? <EntryTable {...shown} /> : <EntryCards {...shown} />)}
      {list.data && <Pager page={list.data} cursor={cursor} onTurn={() => setChosen(new Set())} />}
    </Stack>
  )
}

interface FiltersProps {
  readonly types: readonly ContentType[]
  readonly type: ContentType
  readonly codes: readonly string[]
  readonly locale: string
  readonly search: EntrySearch
  readonly go: (part: EntrySearch) => void
}

function Filters({ types, type, codes, locale, search, go }: FiltersProps) {
  const [text, setText] = useState(search.search ?? '')
  const searchFor = useDebouncedCallback((next: string) => go({ search: next.trim() || undefined }), 300)
  return (
    <Group gap="sm" align="flex-end" className={classes['filters'] ?? ''}>
      <Select
        label={t('content.type')}
        searchable
        data={types.map(({ slug, name }) => ({ value: slug, label: name }))}
        value={type.slug}
        allowDeselect={false}
        onChange={(next) => {
          if (next !== null) go({ type: next, status: undefined, search: undefined, order: undefined })
        }}
      />
      <Select
        label={t('content.state')}
        placeholder={t('content.anyState')}
        clearable
        data={entryStatuses.map((value) => ({ value, label: t(`content.status.${value}`) }))}
        value={search.status ?? null}
        onChange={(next) => go({ status: entryStatuses.find((each) => each === next) })}
      />
      {codes.length > 1 && (
        <Select
          label={t('content.locale')}
          data={[...codes]}
          value={locale}
          allowDeselect={false}
          onChange={(next) => go({ locale: next ?? undefined })}
        />
      )}
      <TextInput
        type="search"
        label={t('shell.search')}
        placeholder={t('content.searchHint')}
        autoComplete="off"
        className={classes['search'] ?? ''}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value)
          searchFor(value)
        }}
      />
    </Group>
  )
}
