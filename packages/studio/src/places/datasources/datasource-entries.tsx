import { Button, Group, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Datasource, DatasourceEntry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { datasourceEntriesQuery } from '../../api/content-queries.ts'
import type { Permit } from '../../api/use-may.ts'
import { MoreButton } from '../../pieces/more-button.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { saveText } from '../../pieces/save-text.ts'
import { SearchInput } from '../../pieces/search-input.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { WindowedTable } from '../../pieces/windowed-table.tsx'
import { t } from '../../words/words.ts'
import { csvOfEntries } from './datasource-csv.ts'
import classes from './datasource.module.css'
import { EntryFields, type EntryTexts, noTexts } from './entry-fields.tsx'
import { EntryRow } from './entry-row.tsx'
import { ImportDialog } from './import-dialog.tsx'

interface DatasourceEntriesProps {
  readonly space: string
  readonly datasource: Datasource
  readonly permit: Permit
}

/** The keys of a datasource with what people read in their place. */
export function DatasourceEntries({ space, datasource, permit }: DatasourceEntriesProps) {
  const { slug, dimensions } = datasource
  const [search, searchFor] = useState<string | undefined>(undefined)
  const [adding, add] = useDisclosure(false)
  const [importing, importDialog] = useDisclosure(false)
  const stale = [['spaces', space, 'datasources', slug]]
  const list = useInfiniteQuery(datasourceEntriesQuery(space, slug, search))
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? []
  const create = useDeed({
    run: ({ key, value, values }: EntryTexts) => {
      const said = Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''))
      const body = { key, ...(value !== '' && { value }), ...(Object.keys(said).length > 0 && { values: said }) }
      return api.datasourceEntries.create({ space, datasource: slug }, { body, idempotencyKey: crypto.randomUUID() })
    },
    done: ({ key }) => t('datasources.added', { key }),
    stale,
  })
  const isEmpty = list.isSuccess && entries.length === 0
  return (
    <Section
      title={t('datasources.entries')}
      lead={t('datasources.entriesLead')}
      actions={
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            disabled={entries.length === 0}
            onClick={() => saveText(`${slug}.csv`, csvOfEntries(datasource, entries))}
          >
            {t('datasources.export')}
          </Button>
          <PermitButton size="xs" variant="default" permit={permit} onClick={importDialog.open}>
            {t('datasources.import.open')}
          </PermitButton>
          <PermitButton size="xs" permit={permit} leftSection={<IconPlus size={16} aria-hidden />} onClick={add.open}>
            {t('datasources.add')}
          </PermitButton>
        </Group>
      }
    >
      {adding && (
        <EntryFields
          label={t('datasources.add')}
          dimensions={dimensions}
          initial={noTexts}
          submit={t('shared.add')}
          deed={create}
          onClose={() => {
            create.reset()
            add.close()
          }}
        />
      )}
      {(!isEmpty || search !== undefined) && (
        <SearchInput value={search} placeholder={t('datasources.searchHint')} onSearch={searchFor} />
      )}
      <ProblemAlert error={list.error} />
      {isEmpty && (
        <Text size="sm" c="dimmed" role="status">
          {t(search === undefined ? 'datasources.noEntries' : 'content.picker.nothing')}
        </Text>
      )}
      {entries.length > 0 && <Entries {...{ space, datasource, permit, entries }} />}
      <MoreButton list={list}>{t('datasources.more')}</MoreButton>
      {importing && <ImportDialog {...{ space, datasource }} known={entries} onClose={importDialog.close} />}
    </Section>
  )
}

function Entries(props: DatasourceEntriesProps & { readonly entries: readonly DatasourceEntry[] }) {
  const { space, datasource, permit, entries } = props
  return (
    <WindowedTable
      className={classes['table'] ?? ''}
      label={t('datasources.entries')}
      count={entries.length}
      lineHeight={51}
      columns={datasource.dimensions.length + 3}
      head={
        <>
          <Table.Th scope="col">{t('datasources.key')}</Table.Th>
          <Table.Th scope="col">{t('datasources.value')}</Table.Th>
          {datasource.dimensions.map((name) => (
            <Table.Th key={name} scope="col" data-column="dimension">
              {name}
            </Table.Th>
          ))}
          <Table.Th scope="col" data-column="deeds">
            {t('tokens.column.deeds')}
          </Table.Th>
        </>
      }
      renderRow={(index) => {
        const entry = entries[index]
        return entry === undefined
          ? null
          : { key: entry.id, cells: <EntryRow {...{ space, datasource, permit, entry }} /> }
      }}
    />
  )
}
