import { Select, Textarea } from '@mantine/core'
import { type FieldProps, inputProps } from './field-props.ts'

/** Text of one or more lines; a choice where the type allows some texts only. */
export function TextFieldInput(props: FieldProps) {
  const { field, value, onChange, locked } = props
  const text = typeof value === 'string' ? value : ''
  const { allowed } = field.validation ?? {}
  if (allowed !== undefined) {
    return (
      <Select
        {...inputProps(props)}
        data={allowed.map(String)}
        clearable={locked === null}
        searchable
        value={text === '' ? null : text}
        onChange={(next) => onChange(next ?? undefined)}
      />
    )
  }
  return (
    <Textarea
      {...inputProps(props)}
      autosize
      minRows={1}
      maxRows={16}
      value={text}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  )
}
