import { use, useState } from 'react'
import type { Field } from '../../api/answers.ts'
import { ownIssue, type ValueIssue } from '../entries/fields/field-props.ts'
import { GroupFrame } from '../entries/fields/group-frame.tsx'
import { type FieldKind, fieldsOf, type FieldRow, rowsOf } from './field-row.ts'
import { InnerFields } from './inner-fields.ts'

interface NestedFieldsProps {
  readonly space: string
  readonly label: string
  readonly fields: readonly Field[]
  readonly kinds: readonly FieldKind[]
  readonly issues: readonly ValueIssue[]
  readonly depth: number
  readonly onChange: (fields: readonly Field[]) => void
}

/** The fields of an object or a block. */
export function NestedFields({ space, label, fields, kinds, issues, depth, onChange }: NestedFieldsProps) {
  const drawFields = use(InnerFields)
  // Rows have keys that fields do not have; what comes from outside begins them anew.
  const [rows, setRows] = useState<readonly FieldRow[]>(() => rowsOf(fields))
  const same = JSON.stringify(fieldsOf(rows)) === JSON.stringify(fields)
  return (
    <GroupFrame label={label} error={ownIssue(issues)} locked={null}>
      {drawFields({
        space,
        rows: same ? rows : rowsOf(fields),
        kinds,
        issues,
        nested: true,
        depth,
        onChange: (next) => {
          // Inside others a field keeps nothing of its old id: the server knows renaming of whole fields alone.
          const own = next.map((row) => ({ ...row, was: null }))
          setRows(own)
          onChange(fieldsOf(own))
        },
      })}
    </GroupFrame>
  )
}
