import { type FieldProps, ownIssue, saidOf } from './field-props.ts'
import { GroupFrame } from './group-frame.tsx'
import { MemberInputs } from './member-inputs.tsx'

/** The fields of an object, framed. An object without members is no value. */
export function ObjectInput({ space, field, label, value, onChange, issues, locked }: FieldProps) {
  return (
    <GroupFrame label={label} required={field.required === true} error={ownIssue(issues)} locked={saidOf(locked)}>
      <MemberInputs
        space={space}
        fields={field.fields ?? []}
        value={value}
        issues={issues}
        locked={locked}
        onChange={(next) => onChange(Object.keys(next).length === 0 ? undefined : next)}
      />
    </GroupFrame>
  )
}
