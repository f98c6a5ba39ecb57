import { Textarea } from '@mantine/core'
import { useState } from 'react'
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

function parsed(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string } {
  if (text.trim() === '') return { ok: true, value: undefined }
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value: value ?? undefined }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}
