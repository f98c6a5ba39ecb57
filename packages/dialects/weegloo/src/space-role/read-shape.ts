import { isRecord } from '@latchkey/dialect-kit/body'
import { isUuid } from '@latchkey/dialect-kit/identifiers'
import { type RoleAction, roleActions, type RoleArea, type RoleFilter, type RoleShape, type Rules } from './shape.ts'
import { everySetting, hasAction, settings } from './units.ts'
import { referredId } from '../refer.ts'

/** What is wrong with a SpaceRole, or cannot be said here. */
export interface Fault {
  readonly pointer: string
  readonly detail: string
}

type Say = (pointer: string, detail: string) => void

/** Reads what a SpaceRole allows and denies; `slugs` are slugs of content types by their ids. */
export function readShape(body: unknown, slugs: ReadonlyMap<string, string>): RoleShape | readonly Fault[] {
  const faults: Fault[] = []
  const say: Say = (pointer, detail) => void faults.push({ pointer, detail })
  const sent = isRecord(body) ? body : {}
  const rulesFor = (area: RoleArea) => readArea(area, sent[area], slugs, say)
  const rules = { contentType: rulesFor('contentType'), content: rulesFor('content'), media: rulesFor('media') }
  const shape = { rules, settings: readSettings(sent['settings'], say) }
  return faults.length > 0 ? faults : shape
}

function readArea(
  area: RoleArea,
  value: unknown,
  slugs: ReadonlyMap<string, string>,
  say: Say,
): ReadonlyMap<RoleAction | 'All', Rules> {
  const found = new Map<RoleAction | 'All', Rules>()
  if (value === undefined || value === null) return found
  if (!isRecord(value)) {
    say(`/${area}`, 'It must be an object of rules by action.')
    return found
  }
  for (const [name, said] of Object.entries(value)) {
    const pointer = `/${area}/${name}`
    const action = [...roleActions, 'All' as const].find((each) => each === name)
    if (action === undefined) say(pointer, 'There is no such action.')
    else if (action !== 'All' && !hasAction(area, action))
      say(pointer, 'This action is not known of it on this server.')
    else if (!isRecord(said)) say(pointer, 'It must be an object with Allow or Deny.')
    else {
      for (const key of Object.keys(said))
        if (key !== 'Allow' && key !== 'Deny') say(`${pointer}/${key}`, 'Unknown key.')
      found.set(action, {
        allow: readFilters(area, said['Allow'], `${pointer}/Allow`, slugs, say),
        deny: readFilters(area, said['Deny'], `${pointer}/Deny`, slugs, say),
      })
    }
  }
  return found
}

function readFilters(
  area: RoleArea,
  value: unknown,
  pointer: string,
  slugs: ReadonlyMap<string, string>,
  say: Say,
): readonly RoleFilter[] | null {
  if (value === undefined || value === null) return null
  if (!Array.isArray(value)) {
    say(pointer, 'It must be a list.')
    return null
  }
  return value.map((each: unknown, index) => readFilter(area, each, `${pointer}/${index}`, slugs, say))
}

function readFilter(
  area: RoleArea,
  value: unknown,
  pointer: string,
  slugs: ReadonlyMap<string, string>,
  say: Say,
): RoleFilter {
  if (!isRecord(value)) {
    say(pointer, 'A rule is an object of filters.')
    return {}
  }
  if (Object.keys(value).length === 0) say(pointer, 'A rule without filters: leave the list empty for everything.')
  const filter: { type?: string; self?: true; tag?: string } = {}
  for (const [name, said] of Object.entries(value)) {
    const at = `${pointer}/${name}`
    const isTyped = (name === 'contentType' && area === 'content') || (name === 'self' && area === 'contentType')
    if (isTyped) {
      const id = referredId(said) ?? ''
      const slug = slugs.get(id) ?? (isUuid(id) ? null : id)
      if (slug === null || !/^[a-z0-9][a-z0-9_-]{0,63}$/.test(slug)) say(at, 'There is no such content type.')
      else filter.type = slug
    } else if (name === 'createdBy') {
      if (said === ':self') filter.self = true
      else say(at, 'Only `:self` can be told from others on this server.')
    } else if (name === 'tag' && area !== 'contentType') {
      const tag = (referredId(said) ?? '').normalize('NFC')
      if (isTag(tag)) filter.tag = tag
      else say(at, 'There can be no such tag.')
    } else say(at, 'This filter is not allowed here.')
  }
  return filter
}

/** Tags are known by their names; a name with a wildcard would be read as more than it is. */
function isTag(name: string): boolean {
  return name.length <= 50 && /^(?! )[^,*\p{Cc}]+(?<! )$/u.test(name)
}

function readSettings(value: unknown, say: Say): readonly string[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) {
    say('/settings', 'It must be a list.')
    return []
  }
  return value.flatMap((name: unknown, index) => {
    if (typeof name === 'string' && (name === everySetting || Object.hasOwn(settings, name))) return [name]
    say(`/settings/${index}`, 'There is no such setting on this server.')
    return []
  })
}
