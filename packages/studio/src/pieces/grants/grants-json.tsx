import { List, Stack, Textarea } from '@mantine/core'
import { type Issue, parseGrants } from '@latchkey/policy/parse'
import { useState } from 'react'
import { t } from '../../words/words.ts'
import { readJson } from '../read-json.ts'
import { grantOf, type GrantRow, rowOf } from './grant-row.ts'
import type { GrantChoices } from './use-grant-choices.ts'

interface GrantsJsonProps {
  readonly rows: readonly GrantRow[]
  readonly choices: GrantChoices
  readonly onChange: (rows: readonly GrantRow[]) => void
}

/** The grants as JSON. What can be read is in the rows at once; what cannot stays here, with the reason. */
export function GrantsJson({ rows, choices, onChange }: GrantsJsonProps) {
  const [text, setText] = useState(() => JSON.stringify(rows.map(grantOf), null, 2))
  const [issues, setIssues] = useState<readonly Issue[]>([])
  const read = (next: string) => {
    setText(next)
    const said = readJson(next)
    if (!said.ok) {
      setIssues([{ pointer: '', detail: said.why }])
      return
    }
    if (choices.vocabulary === null) return
    const outcome = parseGrants(said.value, choices.vocabulary)
    setIssues(outcome.ok ? [] : outcome.issues)
    if (outcome.ok) onChange(outcome.grants.map(rowOf))
  }
  return (
    <Stack gap="xs">
      <Textarea
        label={t('roles.builder.jsonLabel')}
        description={t('roles.builder.jsonHint')}
        autosize
        minRows={8}
        maxRows={28}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        value={text}
        onChange={(event) => read(event.currentTarget.value)}
      />
      {issues.length > 0 && (
        <div role="alert">
          <List size="sm" c="var(--studio-danger)">
            {issues.map(({ pointer, detail }) => (
              <List.Item key={`${pointer} ${detail}`}>{pointer === '' ? detail : `${pointer}: ${detail}`}</List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  )
}
