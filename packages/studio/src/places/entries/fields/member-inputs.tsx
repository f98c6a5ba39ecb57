import { Stack } from '@mantine/core'
import { use } from 'react'
import type { Field } from '../../../api/answers.ts'
import { nameOf } from '../entry-title.ts'
import { issuesOf, type ValueIssue } from './field-props.ts'
import { InnerInput } from './inner-input.ts'
import { membersOf, withMember } from './values.ts'

interface MemberInputsProps {
  readonly space: string
  readonly fields: readonly Field[]
  readonly value: unknown
  readonly onChange: (value: Readonly<Record<string, unknown>>) => void
  readonly issues: readonly ValueIssue[]
  readonly locked: string | null
}

/** The inputs for the fields of an object. */
export function MemberInputs({ space, fields, value, onChange, issues, locked }: MemberInputsProps) {
  const members = membersOf(value)
  const Inner = use(InnerInput)
  return (
    <Stack gap="sm">
      {fields.map((field) => (
        <Inner
          key={field.id}
          space={space}
          field={field}
          label={nameOf(field)}
          value={members[field.id]}
          issues={issuesOf(issues, field.id)}
          // Why is said by what they stand in.
          locked={locked === null ? null : ''}
          onChange={(next) => onChange(withMember(members, field.id, next))}
        />
      ))}
    </Stack>
  )
}
