import type { ProblemIssue } from '@latchkey/contract/problem'
import type { ContentField, ContentType } from '../content/content-type.ts'
import type { Body } from '../content/field-values.ts'
import { escaped, unknownField } from '../content/value-check.ts'
import type { Value } from '../content/value.ts'

/** The values of a preset as they are sent, by the keys of their fields. Every mistake is added to `issues`. */
export function keptBody(type: ContentType, sent: Readonly<Record<string, unknown>>, issues: ProblemIssue[]): Body {
  const body: Record<string, Value> = {}
  for (const [id, value] of Object.entries(sent)) {
    if (value === null) continue
    const field = type.fields.get(id)
    const pointer = `/fields/${escaped(id)}`
    if (field === undefined) issues.push({ pointer, detail: unknownField })
    else if (field.unique) issues.push({ pointer, detail: unique })
    else {
      const stored = field.check(value, pointer, issues)
      if (stored !== undefined) body[field.key] = stored
    }
  }
  return body
}

const unique = 'Two entries would have it: a unique field has no value in a preset.'

/** What of a preset does not fit its type, of which it may be older. What it lacks is for the entry to get. */
export function misfitsOf(type: ContentType, body: Body): readonly Misfit[] {
  return Object.entries(body).flatMap(([key, value]) => {
    const field = type.byKey.get(key)
    const pointer = `/fields/${escaped(field?.id ?? key)}`
    if (field === undefined) return [{ pointer, detail: 'The type has this field no more.' }]
    return misfitsOfValue(field, value, pointer)
  })
}

interface Misfit {
  readonly pointer: string
  readonly detail: string
}

function misfitsOfValue(field: ContentField, value: Value, pointer: string): readonly Misfit[] {
  if (field.unique) return [{ pointer, detail: unique }]
  const issues: ProblemIssue[] = []
  field.check(value, pointer, issues)
  return issues.map((issue) => ({ pointer: issue.pointer ?? pointer, detail: issue.detail }))
}

/** The values of a preset by the ids that their fields have now. */
export function namedFields(type: ContentType, body: Body): Record<string, Value> {
  return Object.fromEntries(
    [...type.fields.values()].flatMap(({ id, key }) => {
      const value = body[key]
      return value === undefined ? [] : [[id, value] as const]
    }),
  )
}
