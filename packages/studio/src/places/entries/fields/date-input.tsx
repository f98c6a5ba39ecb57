import { Checkbox, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { localTime, utcTime } from '../../../pieces/local-time.ts'
import { t } from '../../../words/words.ts'
import { type FieldProps, inputProps } from './field-props.ts'

/** A day, or a moment in the person’s own time, which is kept in UTC. */
export function DateInput(props: FieldProps) {
  const { label, value, onChange, locked } = props
  const text = typeof value === 'string' ? value : ''
  const [timed, setTimed] = useState(text.includes('T'))
  return (
    <Stack gap={6}>
      <TextInput
        {...inputProps(props)}
        type={timed ? 'datetime-local' : 'date'}
        w="fit-content"
        value={timed ? localTime(text) : text.slice(0, 10)}
        onChange={({ currentTarget: { value: next } }) =>
          onChange(next === '' ? undefined : timed ? (utcTime(next) ?? undefined) : next)
        }
      />
      {locked === null && (
        <Checkbox
          size="xs"
          label={t('content.field.withTime')}
          aria-label={`${label}: ${t('content.field.withTime')}`}
          checked={timed}
          onChange={({ currentTarget: { checked } }) => {
            setTimed(checked)
            if (text !== '')
              onChange(checked ? (utcTime(`${text.slice(0, 10)}T00:00`) ?? undefined) : text.slice(0, 10))
          }}
        />
      )}
    </Stack>
  )
}
