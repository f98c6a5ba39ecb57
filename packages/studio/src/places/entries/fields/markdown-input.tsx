import { Textarea } from '@mantine/core'
import { t } from '../../../words/words.ts'
import { type FieldProps, inputProps } from './field-props.ts'

/** Markdown as it is written: what shows it is the site’s own. */
export function MarkdownInput(props: FieldProps) {
  const { value, onChange } = props
  const shared = inputProps(props)
  return (
    <Textarea
      {...shared}
      description={shared.description ?? t('content.field.markdownHint')}
      autosize
      minRows={6}
      maxRows={30}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 14 } }}
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  )
}
