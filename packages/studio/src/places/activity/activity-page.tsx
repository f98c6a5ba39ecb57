import { Button, Menu, Paper, Text } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { notifyDone, notifyProblem } from '../../pieces/notify.tsx'
import { Page } from '../../pieces/page.tsx'
import { Pager, useCursor } from '../../pieces/pager.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCards } from '../../pieces/row-card.tsx'
import { saveText } from '../../pieces/save-text.ts'
import { t } from '../../words/words.ts'
import { ActivityFilter } from './activity-filter.tsx'
import { ActivityRow } from './activity-row.tsx'
import { csvOf } from './csv-of.ts'
import { type Filter, noFilter } from './filter.ts'
import { everyRecord, trailQuery } from './trail.ts'

/** How many records one export holds at most. */
const exportedMax = 10_000

/** The trail of a space, or of the installation: who did what to which thing, with which token, and what allowed it. */
export function ActivityPage() {
  const { space = null } = useParams({ strict: false })
  const [filter, setFilter] = useState<Filter>(noFilter)
  const cursor = useCursor()
  const list = useQuery(trailQuery(space, filter, cursor.after))
  const { items = [], next = null } = list.data ?? {}
  const [first, last] = [items[0], items.at(-1)]
  const apply = (chosen: Filter) => {
    cursor.reset()
    setFilter(chosen)
  }
  return (
    <Page
      title={t(space === null ? 'activity.ofInstallation' : 'activity.title')}
      lead={t(space === null ? 'activity.leadOfInstallation' : 'activity.lead')}
      actions={<Export space={space} filter={filter} />}
    >
      <Paper p="md">
        <ActivityFilter filter={filter} onApply={apply} />
      </Paper>
      <ProblemAlert error={list.error} />
      {list.isSuccess && items.length === 0 && (
        <Text c="dimmed">{t(next === null ? 'activity.empty' : 'activity.emptyPart')}</Text>
      )}
      <RowCards label={t('activity.list')}>
        {items.map((record) => (
          <ActivityRow key={record.seq} record={record} space={space} />
        ))}
      </RowCards>
      <Pager
        page={{ items, next }}
        cursor={cursor}
        range={first && last ? t('activity.range', { from: first.seq, to: last.seq }) : ''}
        labels={{ back: t('activity.newer'), forward: t('activity.older') }}
      />
    </Page>
  )
}

function Export({ space, filter }: { readonly space: string | null; readonly filter: Filter }) {
  const save = useMutation({
    mutationFn: async (as: 'jsonl' | 'csv') => {
      const records = []
      for await (const record of everyRecord(space, filter)) {
        records.push(record)
        if (records.length === exportedMax) break
      }
      const text = as === 'csv' ? csvOf(records) : records.map((record) => `${JSON.stringify(record)}\n`).join('')
      saveText(`activity-${space ?? 'installation'}.${as}`, text)
      return records.length
    },
    onSuccess: (count) =>
      notifyDone(t(count === exportedMax ? 'activity.exportedMax' : 'activity.exported', { count })),
    onError: notifyProblem,
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={save.isPending} leftSection={<IconDownload size={18} aria-hidden />}>
          {t('activity.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save.mutate('jsonl')}>{t('activity.exportJson')}</Menu.Item>
        <Menu.Item onClick={() => save.mutate('csv')}>{t('activity.exportCsv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
