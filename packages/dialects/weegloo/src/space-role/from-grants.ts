import { refer } from '../refer.ts'
import type { RoleArea } from './shape.ts'
import { everySetting, type Grant, resourceAreas, settings, type Unit, units } from './units.ts'

type Rule = Readonly<Record<string, unknown>>
type Said = { Allow?: Rule[]; Deny?: Rule[] }

/** What a SpaceRole says, as the vendor writes it. */
export interface WrittenRole {
  readonly contentType: Readonly<Record<string, Said>>
  readonly content: Readonly<Record<string, Said>>
  readonly media: Readonly<Record<string, Said>>
  readonly settings: readonly string[]
}

/**
 * Grants as a SpaceRole, and those that it cannot say: a role that was made by other means may hold any. Everything is
 * `All` and `SETTING_ALL`.
 */
export function writtenRole(grants: readonly Grant[]): {
  readonly role: WrittenRole
  readonly beyond: readonly Grant[]
} {
  const [only, ...others] = grants
  if (only && others.length === 0 && isEverything(only)) return { role: everything(), beyond: [] }
  const role = { contentType: {}, content: {}, media: {} } satisfies Record<RoleArea, Record<string, Said>>
  const found: string[] = []
  const beyond = grants.filter((grant) => {
    const setting = Object.entries(settings).find(([, each]) => isSetting(grant, each))
    if (setting !== undefined) return found.push(setting[0]) === 0
    const unit = units.find((each) => isOf(grant, each))
    const rule = unit && ruleOf(grant, unit.area)
    if (unit === undefined || rule === null || rule === undefined) return true
    for (const action of unit.actions) add(role[unit.area], action, unit.effect, rule)
    return false
  })
  const every = Object.keys(settings).every((name) => found.includes(name))
  return { role: { ...role, settings: every ? [everySetting] : found }, beyond }
}

function everything(): WrittenRole {
  const all = { All: { Allow: [] } }
  return { contentType: all, content: all, media: all, settings: [everySetting] }
}

function isEverything({ effect, actions, resources, fields, conditions }: Grant): boolean {
  return effect === 'allow' && isOnly(actions, '*') && isOnly(resources, '*') && !fields && !conditions
}

function isOnly(list: readonly string[], word: string): boolean {
  return list.length === 1 && list[0] === word
}

function isSameList(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.toSorted().join() === other.toSorted().join()
}

function isSetting(grant: Grant, { actions, resource }: { actions: readonly string[]; resource: string }): boolean {
  const { effect, resources, fields, conditions } = grant
  return (
    effect === 'allow' &&
    isSameList(grant.actions, actions) &&
    isOnly(resources.map(bare), bare(resource)) &&
    !fields &&
    !conditions
  )
}

function isOf(grant: Grant, unit: Unit): boolean {
  const { status, locales } = grant.conditions ?? {}
  return (
    grant.effect === unit.effect &&
    isSameList(grant.actions, unit.grant.actions) &&
    isSameList(grant.fields, unit.grant.fields) &&
    isSameList(status, unit.grant.conditions?.status) &&
    locales === undefined
  )
}

/** `content:products:*` and `content:products` are one. */
function bare(resource: string): string {
  return resource.replace(/(:\*)+$/, '')
}

/** The filters of a grant; null where it names more than one thing, or an entry. */
function ruleOf({ resources, conditions }: Grant, area: RoleArea): Rule | null {
  const [resource, ...others] = resources
  const [word, type = '*', ...more] = bare(resource ?? '').split(':')
  if (others.length > 0 || word !== resourceAreas[area] || more.length > 0) return null
  if (type !== '*' && (area === 'media' || type.includes('*'))) return null
  const filter = area === 'content' ? 'contentType' : 'self'
  const [tag, ...further] = conditions?.tags ?? []
  // A list of tags asks for any of them, before a change and after it: rules side by side would ask for one and the same.
  if (further.length > 0 || (tag !== undefined && area === 'contentType')) return null
  return {
    ...(type !== '*' && { [filter]: refer('ContentType', type) }),
    ...(conditions?.own && { createdBy: ':self' }),
    ...(tag !== undefined && { tag: refer('Tag', tag) }),
  }
}

/** An empty list says everything, and swallows the rules beside it. */
function add(area: Record<string, Said>, action: string, effect: Unit['effect'], rule: Rule): void {
  const said = (area[action] ??= {})
  const key = effect === 'allow' ? 'Allow' : 'Deny'
  const isAll = Object.keys(rule).length === 0 || said[key]?.length === 0
  said[key] = isAll ? [] : [...(said[key] ?? []), rule]
}
