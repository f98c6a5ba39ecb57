import { conditionNames, type Vocabulary } from '@latchkey/policy/vocabulary'
import type { ActionFacts } from '@latchkey/tokens/scope'
import { declaredActions } from './action.ts'
import './actions.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

/** What the grant parser needs to know: every grantable action and the conditions that it can carry. */
export const vocabulary: Vocabulary = {
  actions: new Map([...declaredActions().values()].map((action) => [action.name, action.traits])),
}

/** Every call that needs a token, as scopes judge it; custom scopes list their ids. */
export const operationFacts: readonly ActionFacts[] = operations.flatMap((operation) =>
  operation.guard === null ? [] : [factsOf(operation, operation.guard.action.name)],
)

function factsOf({ id, access, tags, resource }: Operation, action: string): ActionFacts {
  return { id, access, tags: tags ?? [], resource, action }
}

/** Every action with the ids of the operations that perform it. An action without one takes effect when its operations exist. */
export function catalogueOfActions() {
  return [...declaredActions().values()].map(({ name, traits }) => ({
    name,
    conditions: conditionNames.filter((condition) => traits[condition]),
    operations: operations.filter((each) => each.guard?.action.name === name).map((each) => each.id as string),
  }))
}

/** Every operation as the catalogue shows it. */
export function catalogueOfOperations() {
  return operations.map((each) => ({
    id: each.id as string,
    summary: each.summary,
    resource: each.resource,
    action: each.guard?.action.name ?? null,
    access: each.access,
    cli: each.tags?.includes('cli') ?? false,
    callers: each.callers === 'anyone' ? [] : [...each.callers],
  }))
}
