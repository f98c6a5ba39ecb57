import type { ProblemIssue } from '@latchkey/contract/problem'
import type { ContentType } from '../content/content-type.ts'
import { type Bodies, shared } from '../content/field-values.ts'
import { escaped, isRequired } from '../content/value-check.ts'
import { isEmpty } from '../content/value.ts'

/** Who a release is for. */
export interface Restriction {
  readonly ownerId: string
  /** Accounts; null: whoever has the grants. */
  readonly people: readonly string[] | null
}

/**
 * Whether somebody may know of a release at all, whatever his grants: of a restricted one only the people that it lists,
 * its owner, and the owner of the space. No other role counts, and no token without an account of its own.
 */
export function mayKnow({ ownerId, people }: Restriction, accountId: string | null, spaceOwnerId: string): boolean {
  if (people === null) return true
  return accountId !== null && [ownerId, spaceOwnerId, ...people].includes(accountId)
}

/** Whether somebody may say who else knows of a release, or give it away. */
export function rulesOver({ ownerId }: Restriction, accountId: string | null, spaceOwnerId: string): boolean {
  return accountId !== null && (accountId === ownerId || accountId === spaceOwnerId)
}

/**
 * What of pinned bodies no longer fits their type: values that are now something else, and required ones that are missing.
 * Values of fields that are gone are not shown, and stand in nobody's way.
 */
export function faultsOfPinned(type: ContentType, bodies: Bodies, defaultLocale: string): ProblemIssue[] {
  const issues: ProblemIssue[] = []
  for (const field of type.fields.values()) {
    const pointer = `/fields/${escaped(field.id)}`
    for (const [locale, body] of bodies) {
      const value = body[field.key]
      if (value === undefined || field.localized === (locale === shared)) continue
      field.check(value, field.localized ? `${pointer}/${locale}` : pointer, issues)
    }
    const home = field.localized ? defaultLocale : shared
    if (field.required && bodies.has(home) && isEmpty(bodies.get(home)?.[field.key])) {
      issues.push({ pointer, detail: isRequired })
    }
  }
  return issues
}

/** Whether what all locales share is meant to go live, as it does with the default locale. */
export function takesShared(locales: readonly string[] | null, defaultLocale: string): boolean {
  return locales === null || locales.includes(defaultLocale)
}

/** `red-shirt and 2 that you may not read`. */
export function namedAndCounted(readable: readonly string[], hidden: number): string {
  const rest = `${hidden} that you may not read`
  if (readable.length === 0) return rest
  return hidden === 0 ? readable.join(', ') : `${readable.join(', ')} and ${rest}`
}
