import { Button, Code, Table, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Datasource, DatasourceEntry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import type { Permit } from '../../api/use-may.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { RowDeeds } from '../../pieces/row-deeds.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { EntryFields, type EntryTexts } from './entry-fields.tsx'

interface EntryRowProps {
  readonly space: string
  readonly datasource: Datasource
  readonly entry: DatasourceEntry
  readonly permit: Permit
}

/** The cells of one entry; what is changed in their place. */
export function EntryRow({ space, datasource, entry, permit }: EntryRowProps) {
  const { slug, dimensions } = datasource
  const { key, value, values } = entry
  const [editing, edit] = useState(false)
  const back = useReturn(editing)
  const params = { space, datasource: slug, key: entry.id }
  const stale = [['spaces', space, 'datasources', slug]]
  const save = useDeed({
    run: (texts: EntryTexts) => api.datasourceEntries.update(params, { body: changeOf(entry, texts, dimensions) }),
    done: t('datasources.saved', { key }),
    stale,
    onDone: () => edit(false),
  })
  const remove = useDeed({
    run: () => api.datasourceEntries.delete(params),
    done: t('datasources.removed', { key }),
    stale,
  })
  if (editing) {
    return (
      <Table.Td colSpan={dimensions.length + 3}>
        <EntryFields
          label={t('datasources.editOf', { key })}
          dimensions={dimensions}
          initial={{ key, value, values }}
          submit={t('shared.save')}
          deed={save}
          onClose={() => {
            save.reset()
            edit(false)
          }}
        />
      </Table.Td>
    )
  }
  return (
    <>
      <Table.Th scope="row" fw={400}>
        <Code>{key}</Code>
      </Table.Th>
      <Table.Td>
        <Text size="sm">{value}</Text>
      </Table.Td>
      {dimensions.map((name) => (
        <Table.Td key={name} data-column="dimension">
          <Text size="sm">{values[name] ?? '–'}</Text>
        </Table.Td>
      ))}
      <Table.Td data-column="deeds">
        <RowDeeds>
          <PermitButton
            ref={back}
            size="xs"
            variant="default"
            permit={permit}
            aria-label={t('datasources.editOf', { key })}
            onClick={() => edit(true)}
          >
            {t('datasources.edit')}
          </PermitButton>
          {permit.allowed ? (
            <ConfirmButton
              size="xs"
              label={t('datasources.remove')}
              name={t('datasources.removeOf', { key })}
              title={t('datasources.removeTitle', { key })}
              text={t('datasources.removeText')}
              deed={remove}
            />
          ) : (
            <Button size="xs" variant="default" disabled>
              {t('datasources.remove')}
            </Button>
          )}
        </RowDeeds>
      </Table.Td>
    </>
  )
}

/** The button that the focus returns to when what it has opened is closed. */
function useReturn(opened: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef(opened)
  useEffect(() => {
    if (before.current && !opened) button.current?.focus()
    before.current = opened
  }, [opened])
  return button
}

/** What is sent: what differs; null takes away what a dimension said. */
function changeOf(entry: DatasourceEntry, { key, value, values }: EntryTexts, dimensions: readonly string[]) {
  const changed = dimensions.filter((name) => (entry.values[name] ?? '') !== (values[name] ?? ''))
  return {
    ...(key !== entry.key && { key }),
    ...(value !== entry.value && { value: value === '' ? key : value }),
    ...(changed.length > 0 && {
      values: Object.fromEntries(changed.map((name) => [name, (values[name] ?? '') || null])),
    }),
  }
}
