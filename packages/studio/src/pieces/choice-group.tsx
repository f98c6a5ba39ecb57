import { Radio, Stack } from '@mantine/core'

interface ChoiceGroupProps<Value extends string> {
  readonly label: string
  /** The heading around it says the same already. */
  readonly labelHidden?: boolean
  readonly value: Value
  readonly choices: readonly {
    readonly value: Value
    readonly label: string
    readonly hint?: string
    readonly disabled?: boolean
  }[]
  readonly onChange: (value: Value) => void
  readonly disabled?: boolean
}

/** One of a few choices, each with what it means. */
export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { label, labelHidden = false, value, choices, onChange, disabled = false } = props
  return (
    <Radio.Group
      {...(labelHidden ? { 'aria-label': label } : { label })}
      value={value}
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next)
        if (chosen) onChange(chosen.value)
      }}
    >
      <Stack gap="xs" mt={labelHidden ? 0 : 'xs'}>
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            value={choice.value}
            label={choice.label}
            description={choice.hint}
            disabled={disabled || choice.disabled === true}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
