import { Button, Menu, Paper, Text } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { useMutation } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { pageSize } from '../../api/content-queries.ts'
import { MoreButton } from '../../pieces/more-button.tsx'
import { notifyDone, notifyProblem } from '../../pieces/notify.ts'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCards } from '../../pieces/row-card.tsx'
import { saveText } from '../../pieces/save-text.ts'
import { usePaged } from '../../pieces/use-paged.ts'
import { t } from '../../words/words.ts'
import { ActivityFilter } from './activity-filter.tsx'
import { ActivityRow } from './activity-row.tsx'
import { csvOf } from './csv-of.ts'
import { type Filter, noFilter, queryOf } from './filter.ts'

/** How many records one export holds at most. */
const exportedMax = 10_000

/** The trail of a space: who did what to which thing, with which token, and what allowed it. */
export function ActivityPage() {
  const { space = '' } = useParams({ strict: false })
  const [filter, setFilter] = useState<Filter>(noFilter)
  const query = queryOf(filter)
  const list = usePaged(['spaces', space, 'activity', query], (after) =>
    api.activity.list({ space }, { query: { ...query, limit: pageSize, ...(after !== undefined && { after }) } }),
  )
  return (
    <Page title={t('activity.title')} lead={t('activity.lead')} actions={<Export space={space} filter={filter} />}>
      <Paper p="md">
        <ActivityFilter filter={filter} onApply={setFilter} />
      </Paper>
      <ProblemAlert error={list.error} />
      {list.isSuccess && list.items.length === 0 && !list.hasNextPage && <Text c="dimmed">{t('activity.empty')}</Text>}
      <RowCards label={t('activity.list')}>
        {list.items.map((record) => (
          <ActivityRow key={record.seq} record={record} space={space} />
        ))}
      </RowCards>
      <MoreButton list={list}>{t('activity.more')}</MoreButton>
    </Page>
  )
}

function Export({ space, filter }: { readonly space: string; readonly filter: Filter }) {
  const save = useMutation({
    mutationFn: async (as: 'jsonl' | 'csv') => {
      const records = []
      for await (const record of api.items('activity.list', {
        params: { space },
        query: { ...queryOf(filter), limit: 200 },
      })) {
        records.push(record)
        if (records.length === exportedMax) break
      }
      const text = as === 'csv' ? csvOf(records) : records.map((record) => `${JSON.stringify(record)}\n`).join('')
      saveText(`activity-${space}.${as}`, text)
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
