import type { Status } from '../grant.ts'
import { prepareGlob } from '../match.ts'
import { sorted } from './canonical.ts'
import { globWithin } from './globs.ts'
import type { Filter } from './rows.ts'

const all: Filter = { is: 'all' }
const none: Filter = { is: 'none' }

/** Stable text of a normalized filter, for digests. */
export function filterText(filter: Filter): string {
  return JSON.stringify(normalize(filter))
}

/** The same rows in one form: flat, sorted, without repetition and without what another part already says. */
export function normalize(filter: Filter): Filter {
  switch (filter.is) {
    case 'and':
    case 'or':
      return combined(filter.is, filter.of.map(normalize))
    case 'not':
      return negated(normalize(filter.of))
    case 'status':
      return { is: 'status', in: sorted(filter.in) }
    case 'glob':
      return { is: 'glob', column: filter.column, pattern: filter.pattern.replace(/\*{2,}/g, '*') }
    case 'equal':
      return { is: 'equal', column: filter.column, value: filter.value }
    case 'own':
      return { is: 'own', principal: filter.principal }
    case 'tagged':
      return { is: 'tagged', any: sorted(filter.any), copy: filter.copy }
    case 'all':
    case 'none':
      return { is: filter.is }
  }
}

function negated(part: Filter): Filter {
  if (part.is === 'all') return none
  if (part.is === 'none') return all
  return part.is === 'not' ? part.of : { is: 'not', of: part }
}

function combined(is: 'and' | 'or', parts: readonly Filter[]): Filter {
  const flat = parts.flatMap((part) => (part.is === is ? part.of : [part]))
  const merged = is === 'or' ? withStatusesMerged(flat) : flat
  if (is === 'and' && contradicts(merged)) return none
  const [first, ...others] = inOrder(withoutImplied(merged, is))
  if (first === undefined) return is === 'and' ? all : none
  return others.length === 0 ? first : { is, of: [first, ...others] }
}

/** Some part excludes rows that hold all that another shows. */
function contradicts(parts: readonly Filter[]): boolean {
  return parts.some((part) => part.is === 'not' && parts.some((other) => implies(other, part.of)))
}

/** In `and`, a part goes that another implies; in `or`, a part that implies another. Of two that say the same one stays. */
function withoutImplied(parts: readonly Filter[], is: 'and' | 'or'): readonly Filter[] {
  const kept: Filter[] = [...parts]
  for (const part of parts) {
    const others = kept.filter((other) => other !== part)
    const needless = others.some((other) => (is === 'and' ? implies(other, part) : implies(part, other)))
    if (needless) kept.splice(kept.indexOf(part), 1)
  }
  return kept
}

/** Alternatives that differ in their states alone are one alternative with all those states. */
function withStatusesMerged(parts: readonly Filter[]): readonly Filter[] {
  const merged = new Map<string, { readonly rest: readonly Filter[]; readonly states: Status[] }>()
  const others: Filter[] = []
  for (const part of parts) {
    const conditions = part.is === 'and' ? part.of : [part]
    const status = conditions.find((condition) => condition.is === 'status')
    if (status === undefined) others.push(part)
    else {
      const rest = conditions.filter((condition) => condition !== status)
      const key = JSON.stringify(rest)
      const { states } = merged.get(key) ?? { states: [] }
      merged.set(key, { rest, states: [...states, ...status.in] })
    }
  }
  const alternatives = [...merged.values()].map(({ rest, states }) =>
    combined('and', [...rest, normalize({ is: 'status', in: states })]),
  )
  return [...others, ...alternatives]
}

/** Whether every row that passes `narrow` passes `wide`; a no may be over-careful. */
function implies(narrow: Filter, wide: Filter): boolean {
  if (wide.is === 'all' || narrow.is === 'none') return true
  if (narrow.is === 'or') return narrow.of.every((part) => implies(part, wide))
  if (wide.is === 'and') return wide.of.every((part) => implies(narrow, part))
  if (wide.is === 'or' && wide.of.some((part) => implies(narrow, part))) return true
  if (narrow.is === 'and') return narrow.of.some((part) => implies(part, wide))
  if (narrow.is === 'not' && wide.is === 'not') return implies(wide.of, narrow.of)
  if (narrow.is === 'status' && wide.is === 'status') return narrow.in.every((status) => wide.in.includes(status))
  if (narrow.is === 'tagged' && wide.is === 'tagged')
    return narrow.copy === wide.copy && narrow.any.every((tag) => wide.any.includes(tag))
  if (wide.is === 'glob' && (narrow.is === 'glob' || narrow.is === 'equal') && narrow.column === wide.column) {
    const text = narrow.is === 'glob' ? narrow.pattern : narrow.value
    return globWithin(prepareGlob(text), prepareGlob(wide.pattern))
  }
  return JSON.stringify(narrow) === JSON.stringify(wide)
}

function inOrder(parts: readonly Filter[]): readonly Filter[] {
  const byText = new Map(parts.map((part) => [JSON.stringify(part), part]))
  return sorted([...byText.keys()]).flatMap((text) => byText.get(text) ?? [])
}
