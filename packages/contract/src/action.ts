import type { ActionTraits, conditionNames } from '@latchkey/policy/vocabulary'

/**
 * Something that a grant can allow or deny, as a value: `content.publish`.
 *
 * `Area` is the first word of the resources that it is done to; an operation's target must be of the same area.
 */
export interface Action<Area extends string = string> {
  readonly name: string
  readonly area: Area
  readonly traits: ActionTraits
}

type Condition = (typeof conditionNames)[number]

/** Every action that was declared; the catalogue reads it after all declarations have run. */
const declared = new Map<string, Action>()

/**
 * Declares the actions of a resource, once.
 *
 * `actions('roles', ['own'], ['read', 'create'])` gives `{ read: Action, create: Action }` named `roles.read` and `roles.create`.
 * `conditions` are those that grants on these actions can carry.
 */
export function actions<Area extends string, Name extends string>(
  area: Area,
  conditions: readonly Condition[],
  names: readonly Name[],
): { readonly [N in Name]: Action<Area> } {
  const traits: ActionTraits = {
    area,
    own: conditions.includes('own'),
    status: conditions.includes('status'),
    locales: conditions.includes('locales'),
    tags: conditions.includes('tags'),
  }
  const made: Partial<Record<Name, Action<Area>>> = {}
  for (const name of names) {
    const action = { name: `${area}.${name}`, area, traits }
    if (declared.has(action.name)) throw new Error(`Action ${action.name} is declared twice: keep one declaration.`)
    declared.set(action.name, action)
    made[name] = action
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- complete: the loop above has set every name.
  return made as { readonly [N in Name]: Action<Area> }
}

/** Every declared action by name. */
export function declaredActions(): ReadonlyMap<string, Action> {
  return declared
}
