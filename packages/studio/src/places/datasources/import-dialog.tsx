import { Button, Checkbox, FileButton, Group, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Datasource, DatasourceEntry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { entriesInCsv } from './datasource-csv.ts'

interface ImportDialogProps {
  readonly space: string
  readonly datasource: Datasource
  /** Those that are shown, to say what is new among what comes. */
  readonly known: readonly DatasourceEntry[]
  readonly onClose: () => void
}

/** Takes entries from a CSV, all or none. */
export function ImportDialog({ space, datasource, known, onClose }: ImportDialogProps) {
  const [text, setText] = useState('')
  const [replace, setReplace] = useState(false)
  const read = text.trim() === '' ? null : entriesInCsv(datasource, text)
  const entries = read?.ok === true ? read.entries : []
  const keys = new Set(known.map(({ key }) => key))
  const fresh = entries.filter(({ key }) => !keys.has(key)).length
  const run = useDeed({
    run: () =>
      api.datasourceEntries.import(
        { space, datasource: datasource.slug },
        { body: { entries: [...entries], ...(replace && { replace }) } },
      ),
    done: (counts) => t('datasources.import.done', counts),
    stale: [['spaces', space, 'datasources', datasource.slug]],
    onDone: onClose,
  })
  return (
    <DialogForm
      opened
      title={t('datasources.import.title')}
      submit={t('datasources.import.submit')}
      disabled={entries.length === 0}
      saving={run.isPending}
      error={run.error}
      onClose={onClose}
      onSubmit={() => run.mutate()}
    >
      <Text size="sm">
        {t('datasources.import.text', { columns: ['key', 'value', ...datasource.dimensions].join(', ') })}
      </Text>
      <Group>
        <FileButton
          accept=".csv,text/csv"
          onChange={(file) => void file?.text().then(setText)}
          inputProps={{ 'aria-label': t('datasources.import.file') }}
        >
          {({ onClick }) => (
            <Button variant="default" size="xs" onClick={onClick}>
              {t('datasources.import.file')}
            </Button>
          )}
        </FileButton>
      </Group>
      <Textarea
        label={t('datasources.import.csv')}
        data-autofocus
        autosize
        minRows={5}
        maxRows={14}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={text}
        error={read?.ok === false ? read.why : undefined}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {read?.ok === true && (
        <Text size="sm" role="status">
          {t('datasources.import.counts', { fresh, others: entries.length - fresh })}
        </Text>
      )}
      <Checkbox
        label={t('datasources.import.replace')}
        description={t('datasources.import.replaceHint')}
        checked={replace}
        onChange={({ currentTarget: { checked } }) => setReplace(checked)}
      />
    </DialogForm>
  )
}
