import { Alert, Button, SegmentedControl, Stack, Text } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { parseGrants } from '@latchkey/policy/parse'
import { useState } from 'react'
import { t } from '../../words/words.ts'
import { emptyRow, grantOf, type GrantRow } from './grant-row.ts'
import { GrantRowEditor } from './grant-row-editor.tsx'
import { GrantsJson } from './grants-json.tsx'
import { grantBeyond } from './own-rights.ts'
import type { GrantChoices } from './use-grant-choices.ts'

interface GrantBuilderProps {
  readonly rows: readonly GrantRow[]
  readonly choices: GrantChoices
  readonly onChange: (rows: readonly GrantRow[]) => void
  /** What the server says, by pointers into the list. */
  readonly issues?: readonly { readonly pointer: string; readonly detail: string }[]
}

type View = 'sentences' | 'json'

/** Writes grants: row by row, or as the JSON document that they are. Both show the same. */
export function GrantBuilder({ rows, choices, onChange, issues = [] }: GrantBuilderProps) {
  const [view, setView] = useState<View>('sentences')
  const replace = (index: number, row: GrantRow) => onChange(rows.with(index, row))
  return (
    <Stack gap="sm">
      <SegmentedControl
        w="fit-content"
        value={view}
        onChange={setView}
        aria-label={t('tokens.new.grants')}
        data={[
          { value: 'sentences', label: t('roles.builder.sentences') },
          { value: 'json', label: t('roles.builder.json') },
        ]}
      />
      {view === 'json' ? (
        <GrantsJson rows={rows} choices={choices} onChange={onChange} />
      ) : (
        <>
          {rows.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('roles.builder.none')}
            </Text>
          )}
          {rows.map((row, index) => (
            <GrantRowEditor
              // Rows have no names of their own; each is drawn from its place alone.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              name={t('roles.builder.grant', { number: index + 1 })}
              row={row}
              choices={choices}
              issues={[...faultsIn(row, choices), ...issues.flatMap((issue) => within(issue, index))]}
              onChange={(next) => replace(index, next)}
              remove={{
                label: t('roles.builder.remove', { number: index + 1 }),
                onPress: () => onChange(rows.toSpliced(index, 1)),
              }}
            />
          ))}
          {issues
            .filter(({ pointer }) => pointer === '')
            .map(({ detail }) => (
              <Alert key={detail} color="red">
                {detail}
              </Alert>
            ))}
          <Button
            variant="default"
            w="fit-content"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => onChange([...rows, emptyRow])}
          >
            {t('roles.builder.add')}
          </Button>
        </>
      )}
    </Stack>
  )
}

/** What is wrong with a row; nothing while it is not filled in yet. */
function faultsIn(row: GrantRow, { vocabulary, rights }: GrantChoices): string[] {
  if (vocabulary === null || row.actions.length === 0 || row.resources.length === 0) return []
  const parsed = parseGrants([grantOf(row)], vocabulary)
  if (!parsed.ok) return parsed.issues.map(({ detail }) => detail)
  return rights === null || grantBeyond(rights, parsed.grants) === null ? [] : [t('tokens.rights.grant')]
}

function within({ pointer, detail }: { readonly pointer: string; readonly detail: string }, index: number): string[] {
  return pointer === `/${index}` || pointer.startsWith(`/${index}/`) ? [detail] : []
}
