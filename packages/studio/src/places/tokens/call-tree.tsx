import { Alert, Badge, Checkbox, Group, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { catalogueQuery } from '../../api/queries.ts'
import { t } from '../../words/words.ts'
import { type Call, callsByResource } from './calls-of-people.ts'
import classes from './call-tree.module.css'
import type { Draft } from './draft.ts'

interface CallTreeProps {
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
}

/** Every call of the API, to be ticked one by one or by resource. */
export function CallTree({ draft, onChange }: CallTreeProps) {
  const catalogue = useQuery(catalogueQuery).data
  const [text, setText] = useState('')
  const groups = useMemo(() => (catalogue === undefined ? [] : [...callsByResource(catalogue)]), [catalogue])
  const chosen = new Set(draft.operations)
  const all = groups.reduce((sum, [, calls]) => sum + calls.length, 0)
  const wanted = text.trim().toLowerCase()
  const shown = groups
    .map(([resource, calls]) => [resource, calls.filter((call) => fits(call, wanted))] as const)
    .filter(([, calls]) => calls.length > 0)
  const tick = (calls: readonly Call[], on: boolean) => {
    const ids = new Set(calls.map(({ id }) => id))
    const others = draft.operations.filter((id) => !ids.has(id))
    onChange({ operations: on ? [...others, ...ids] : others })
  }
  return (
    <Stack gap="sm">
      <Alert color="key" variant="light">
        {t('tokens.new.frozen')}
      </Alert>
      <Group justify="space-between" align="center">
        <TextInput
          type="search"
          flex={1}
          leftSection={<IconSearch size={16} aria-hidden />}
          aria-label={t('tokens.scope.search')}
          placeholder={t('tokens.scope.search')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Text size="sm" role="status">
          {t('tokens.scope.chosen', { chosen: draft.operations.length, all })}
        </Text>
      </Group>
      <ScrollArea.Autosize
        mah={420}
        type="auto"
        className={classes['frame'] ?? ''}
        viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('tokens.new.scopeCustom') }}
      >
        <Stack gap={0}>
          {shown.length === 0 && (
            <Text size="sm" c="dimmed" p="md">
              {t('tokens.scope.nothing')}
            </Text>
          )}
          {shown.map(([resource, calls]) => {
            const count = calls.filter(({ id }) => chosen.has(id)).length
            return (
              <div key={resource} className={classes['group']}>
                <Group justify="space-between">
                  <Checkbox
                    label={resource}
                    fw={600}
                    aria-label={t('tokens.scope.all', { resource })}
                    checked={count === calls.length}
                    indeterminate={count > 0 && count < calls.length}
                    onChange={(event) => tick(calls, event.currentTarget.checked)}
                  />
                  <Text size="xs" c="dimmed">
                    {count} / {calls.length}
                  </Text>
                </Group>
                <Stack gap={8} mt={8} ms={28}>
                  {calls.map((call) => (
                    <Checkbox
                      key={call.id}
                      size="xs"
                      label={
                        <Group gap={8}>
                          <Text size="sm" ff="monospace">
                            {call.id}
                          </Text>
                          <Badge size="xs" variant="default">
                            {t(`tokens.scope.${call.access}`)}
                          </Badge>
                        </Group>
                      }
                      description={call.summary}
                      checked={chosen.has(call.id)}
                      onChange={(event) => tick([call], event.currentTarget.checked)}
                    />
                  ))}
                </Stack>
              </div>
            )
          })}
        </Stack>
      </ScrollArea.Autosize>
    </Stack>
  )
}

function fits({ id, summary }: Call, wanted: string): boolean {
  return id.includes(wanted) || summary.toLowerCase().includes(wanted)
}
