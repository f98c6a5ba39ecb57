import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { type ReadJson, readJson } from '../../../pieces/read-json.ts'
import { t } from '../../../words/words.ts'
import { type FieldProps, inputProps } from './field-props.ts'

/** Any JSON. What can be read is taken at once; what cannot stays here, with the reason. */
export function JsonInput(props: FieldProps) {
  const { value, onChange } = props
  const [text, setText] = useState(() => textOf(value))
  const [broken, setBroken] = useState<string | null>(null)
  const shared = inputProps(props)
  // Another value than the one that was typed: from somebody else, or from before.
  const outside = broken === null && !isText(text, value) ? textOf(value) : text
  return (
    <Textarea
      {...shared}
      error={broken ?? shared.error}
      description={shared.description ?? t('content.field.jsonHint')}
      autosize
      minRows={4}
      maxRows={24}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
      value={outside}
      onChange={({ currentTarget: { value: next } }) => {
        setText(next)
        const read = parsed(next)
        setBroken(read.ok ? null : read.why)
        if (read.ok) onChange(read.value)
      }}
    />
  )
}

function textOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2)
}

function isText(text: string, value: unknown): boolean {
  const read = parsed(text)
  return read.ok && JSON.stringify(read.value) === JSON.stringify(value)
}

/** What is typed, as a value; an empty text and `null` are none. */
function parsed(text: string): ReadJson {
  if (text.trim() === '') return { ok: true, value: undefined }
  const said = readJson(text)
  return said.ok ? { ok: true, value: said.value ?? undefined } : said
}
