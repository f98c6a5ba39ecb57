import { NumberInput, Select } from '@mantine/core'
import { type FieldProps, inputProps } from './field-props.ts'

/** A number; a choice where the type allows some numbers only. */
export function NumberFieldInput(props: FieldProps) {
  const { field, value, onChange, locked } = props
  const { allowed, minimum, maximum, integer = false } = field.validation ?? {}
  if (allowed !== undefined) {
    return (
      <Select
        {...inputProps(props)}
        data={allowed.map(String)}
        clearable={locked === null}
        value={typeof value === 'number' ? String(value) : null}
        onChange={(next) => onChange(next === null ? undefined : Number(next))}
      />
    )
  }
  return (
    <NumberInput
      {...inputProps(props)}
      {...(minimum !== undefined && { min: minimum })}
      {...(maximum !== undefined && { max: maximum })}
      // What does not fit is told, not silently changed.
      clampBehavior="none"
      allowDecimal={!integer}
      hideControls
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  )
}
