import type { Fault } from './read-shape.ts'
import { type RoleAction, type RoleFilter, type RoleShape, rulesOf } from './shape.ts'
import { everySetting, type Grant, resourceAreas, settings, type Unit, units } from './units.ts'

/**
 * A SpaceRole as grants that decide as it says; or what of it cannot be said in grants, which is refused and never narrowed or
 * widened.
 */
export function grantsOf(shape: RoleShape): readonly Grant[] | readonly Fault[] {
  const faults: Fault[] = []
  const grants = units.flatMap((unit) => {
    const [first, ...others] = unit.actions
    if (first === undefined) return []
    const filters = filtersOf(shape, unit, first)
    for (const other of others) {
      if (isSame(filters, filtersOf(shape, unit, other))) continue
      const together = unit.actions.join(', ')
      faults.push({
        pointer: `/${unit.area}`,
        detail: `On this server ${together} are one right: ${unit.effect === 'allow' ? 'Allow' : 'Deny'} them alike.`,
      })
      break
    }
    return filters.map((filter) => grantOf(unit, filter))
  })
  return faults.length > 0 ? faults : [...grants, ...grantsOfSettings(shape.settings)]
}

function filtersOf(shape: RoleShape, { area, effect }: Unit, action: RoleAction): readonly RoleFilter[] {
  const all = rulesOf(shape, area, action)[effect]
  const byText = new Map(all.map((filter) => [textOf(filter), filter]))
  return [...byText.values()].toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1))
}

function textOf({ type = '', self, tag = '' }: RoleFilter): string {
  return `${type}:${self === true}:${tag}`
}

function isSame(one: readonly RoleFilter[], other: readonly RoleFilter[]): boolean {
  return one.map(textOf).join() === other.map(textOf).join()
}

function grantOf({ area, effect, grant }: Unit, { type, self, tag }: RoleFilter): Grant {
  const conditions = {
    ...grant.conditions,
    ...(self === true && { own: true as const }),
    ...(tag !== undefined && { tags: [tag] }),
  }
  return {
    effect,
    ...grant,
    resources: [resourceOf(area, type)],
    ...(Object.keys(conditions).length > 0 && { conditions }),
  }
}

function resourceOf(area: Unit['area'], type: string | undefined): string {
  return `${resourceAreas[area]}:${type ?? '*'}`
}

function grantsOfSettings(names: readonly string[]): Grant[] {
  const every = names.includes(everySetting)
  return Object.entries(settings)
    .filter(([name]) => every || names.includes(name))
    .map(([, { actions, resource }]) => ({ effect: 'allow', actions: [...actions], resources: [resource] }))
}
