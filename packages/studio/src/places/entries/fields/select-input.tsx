import { Select } from '@mantine/core'
import { type FieldProps, inputProps } from './field-props.ts'
import { useChoices } from './use-choices.ts'

/** One of the choices of a field. A value that is a choice no more is still shown. */
export function SelectInput(props: FieldProps) {
  const { space, field, value, onChange, locked } = props
  const chosen = typeof value === 'string' ? value : null
  const choices = useChoices(space, field)
  const known = chosen === null || choices.some((choice) => choice.value === chosen)
  return (
    <Select
      {...inputProps(props)}
      searchable
      clearable={locked === null}
      data={known ? [...choices] : [...choices, { value: chosen, label: chosen }]}
      value={chosen}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}
