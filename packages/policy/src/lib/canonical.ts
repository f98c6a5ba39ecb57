import type { Conditions, Grant, Status } from '../grant.ts'
import { readPattern } from './pattern.ts'

/** One grant with its lists sorted and deduplicated and its patterns in their shortest spelling. */
export function canonicalGrant(grant: Grant): Grant {
  const { effect, actions, resources, fields } = grant
  const conditions = canonicalConditions(grant.conditions ?? {})
  return {
    effect,
    actions: actions.includes('*') ? ['*'] : sorted(actions),
    resources: sorted(resources.map((resource) => readPattern(resource).text)),
    ...(fields !== undefined && { fields: sorted(fields) }),
    ...(Object.keys(conditions).length > 0 && { conditions }),
  }
}

function canonicalConditions({ own, status, locales, tags }: Conditions): Conditions {
  return {
    ...(own !== undefined && { own }),
    ...(status !== undefined && { status: sorted<Status>(status) }),
    ...(locales !== undefined && { locales: sorted(locales) }),
    ...(tags !== undefined && { tags: sorted(tags.map(tagName)) }),
  }
}

/** A tag in the form in which tags are kept: NFC. */
export function tagName(tag: string): string {
  return tag.normalize('NFC')
}

/** Sorted by code unit, each text once. */
export function sorted<Text extends string>(texts: readonly Text[]): readonly Text[] {
  return [...new Set(texts)].toSorted((left, right) => (left < right ? -1 : Number(left > right)))
}
