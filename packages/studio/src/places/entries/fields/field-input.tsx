import { lazy, Suspense } from 'react'
import { Skeleton } from '@mantine/core'
import { t } from '../../../words/words.ts'
import { AssetInput } from './asset-input.tsx'
import { BlocksInput } from './blocks-input.tsx'
import { BooleanInput } from './boolean-input.tsx'
import { DateInput } from './date-input.tsx'
import type { FieldProps } from './field-props.ts'
import { InnerInput } from './inner-input.ts'
import { JsonInput } from './json-input.tsx'
import { ListInput } from './list-input.tsx'
import { MarkdownInput } from './markdown-input.tsx'
import { NumberFieldInput } from './number-input.tsx'
import { ObjectInput } from './object-input.tsx'
import { ReferenceInput } from './reference-input.tsx'
import { SelectInput } from './select-input.tsx'
import { TextFieldInput } from './text-input.tsx'

const RichTextInput = lazy(async () => ({ default: (await import('./rich-text-input.tsx')).RichTextInput }))

/** The input for a value of a field, and for all that stands inside it. */
export function FieldInput(props: FieldProps) {
  return (
    <InnerInput value={InputOfKind}>
      <InputOfKind {...props} />
    </InnerInput>
  )
}

function InputOfKind(props: FieldProps) {
  switch (props.field.type) {
    case 'text':
      return <TextFieldInput {...props} />
    case 'markdown':
      return <MarkdownInput {...props} />
    case 'rich-text':
      return (
        <Suspense fallback={<Skeleton height={160} role="status" aria-label={t('shared.loading')} />}>
          <RichTextInput {...props} />
        </Suspense>
      )
    case 'number':
      return <NumberFieldInput {...props} />
    case 'boolean':
      return <BooleanInput {...props} />
    case 'date':
      return <DateInput {...props} />
    case 'select':
      return <SelectInput {...props} />
    case 'list':
      return <ListInput {...props} />
    case 'object':
      return <ObjectInput {...props} />
    case 'blocks':
      return <BlocksInput {...props} />
    case 'asset':
      return <AssetInput {...props} />
    case 'reference':
      return <ReferenceInput {...props} />
    case 'json':
      return <JsonInput {...props} />
  }
}
