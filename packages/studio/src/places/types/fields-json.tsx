import { Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Field } from '../../api/answers.ts'
import { readJson } from '../../pieces/read-json.ts'
import { t } from '../../words/words.ts'
import { fieldsOf, type FieldRow } from './field-row.ts'

interface FieldsJsonProps {
  readonly rows: readonly FieldRow[]
  readonly onChange: (rows: readonly FieldRow[]) => void
}

/** The fields as JSON. What can be read is in the rows at once; what cannot stays here, with the reason. */
export function FieldsJson({ rows, onChange }: FieldsJsonProps) {
  const [text, setText] = useState(() => JSON.stringify(fieldsOf(rows), null, 2))
  const [fault, setFault] = useState<string | null>(null)
  const read = (next: string) => {
    setText(next)
    const parsed = parse(next)
    setFault(parsed.ok ? null : parsed.why)
    if (parsed.ok) onChange(parsed.fields.map((field) => rowOf(field, rows)))
  }
  return (
    <Textarea
      label={t('types.json')}
      description={t('types.jsonHint')}
      autosize
      minRows={10}
      maxRows={32}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
      value={text}
      error={fault}
      onChange={({ currentTarget: { value } }) => read(value)}
    />
  )
}

/** A field with another id is that one only if it says so by `was`. */
function rowOf({ was, ...field }: Field, rows: readonly FieldRow[]): FieldRow {
  const known = rows.find((row) => row.was !== null && row.was === (was ?? field.id))
  return known ? { ...known, field } : { key: crypto.randomUUID(), was: was ?? null, field }
}

type Fields = { readonly ok: true; readonly fields: readonly Field[] } | { readonly ok: false; readonly why: string }

function parse(text: string): Fields {
  const said = readJson(text)
  if (!said.ok) return said
  const { value } = said
  return Array.isArray(value) && value.every(isField)
    ? { ok: true, fields: value }
    : { ok: false, why: t('types.jsonShape') }
}

/** Enough of a field to be shown; the rest is the server's to judge. */
function isField(value: unknown): value is Field {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'type' in value &&
    typeof value.type === 'string'
  )
}
