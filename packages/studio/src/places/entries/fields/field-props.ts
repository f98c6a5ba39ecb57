import type { Field } from '../../../api/answers.ts'

/** What the server says about a part of a value: the pointer begins at that value. */
export interface ValueIssue {
  readonly pointer: string
  readonly detail: string
}

/** What every input of a field takes. */
export interface FieldProps {
  readonly space: string
  readonly field: Field
  readonly label: string
  /** Undefined: none. */
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly issues: readonly ValueIssue[]
  /** Why it cannot be changed, empty where what it stands in says it; null where it can. */
  readonly locked: string | null
}

/** What is wrong with the value itself, in one text; undefined for nothing. */
export function ownIssue(issues: readonly ValueIssue[]): string | undefined {
  const own = issues.filter(({ pointer }) => pointer === '').map(({ detail }) => detail)
  return own.length === 0 ? undefined : own.join(' ')
}

/** What is wrong below a member of the value. */
export function issuesOf(issues: readonly ValueIssue[], member: string | number): readonly ValueIssue[] {
  const prefix = `/${member}`
  return issues.flatMap(({ pointer, detail }) =>
    pointer === prefix || pointer.startsWith(`${prefix}/`) ? [{ pointer: pointer.slice(prefix.length), detail }] : [],
  )
}

/** What inputs of one value share: label, mistakes, and why they cannot be changed. */
export function inputProps({ field, label, issues, locked }: FieldProps) {
  return {
    label,
    error: ownIssue(issues),
    readOnly: locked !== null,
    description: locked,
    required: field.required === true,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] satisfies (
      | 'label'
      | 'input'
      | 'description'
      | 'error'
    )[],
  }
}

/** What is shown of why something is locked; null for nothing. */
export function saidOf(locked: string | null): string | null {
  return locked === '' ? null : locked
}
