import { createContext, type ReactNode } from 'react'
import type { ValueIssue } from '../entries/fields/field-props.ts'
import type { FieldKind, FieldRow } from './field-row.ts'

export interface FieldsEditorProps {
  readonly space: string
  readonly rows: readonly FieldRow[]
  readonly kinds: readonly FieldKind[]
  /** What the server says, by pointers into the list. */
  readonly issues: readonly ValueIssue[]
  /** Fields inside others are neither localized nor unique, and no list finds by them. */
  readonly nested: boolean
  /** How many fields deep this is; the server allows three. */
  readonly depth: number
  readonly onChange: (rows: readonly FieldRow[]) => void
}

/** Draws the editor for fields that stand inside others. It is given from above, since it holds those that ask for it. */
export const InnerFields = createContext<(props: FieldsEditorProps) => ReactNode>(() => null)
