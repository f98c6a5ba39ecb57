import { Input, SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import { t } from '../../../words/words.ts'
import { type FieldProps, inputProps } from './field-props.ts'

/** Yes, no, or nothing said: which of the two is not the same to a site. */
export function BooleanInput(props: FieldProps) {
  const { field, value, onChange, locked } = props
  const id = useId()
  const { label, error, required, description } = inputProps(props)
  const none = field.required === true ? [] : [{ value: 'none', label: t('content.field.unset') }]
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      error={error}
      required={required}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      <div>
        <SegmentedControl
          aria-labelledby={id}
          readOnly={locked !== null}
          disabled={locked !== null}
          value={typeof value === 'boolean' ? String(value) : 'none'}
          onChange={(next) => onChange(next === 'none' ? undefined : next === 'true')}
          data={[{ value: 'true', label: t('shared.yes') }, { value: 'false', label: t('shared.no') }, ...none]}
        />
      </div>
    </Input.Wrapper>
  )
}
