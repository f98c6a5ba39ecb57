import type { OperationId } from '../operations.ts'
import { routes } from './routes.ts'
import type { AnyRequest } from './send.ts'

/** Methods by resource and verb, from the route table: `entries.publish` becomes `entries: { publish }`. */
export function methodsOf(
  call: (id: OperationId, request: AnyRequest) => unknown,
): Record<string, Record<string, unknown>> {
  const resources: Record<string, Record<string, unknown>> = {}
  for (const id of operationIds()) {
    const [resource = '', verb = ''] = id.split('.', 2).map(camelCase)
    const methods = (resources[resource] ??= {})
    methods[verb] = routes[id][1].includes('{')
      ? (params: AnyRequest['params'], rest?: AnyRequest) => call(id, { ...rest, ...(params && { params }) })
      : (rest: AnyRequest = {}) => call(id, rest)
  }
  return resources
}

/** Every operation's id. */
export function operationIds(): OperationId[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table is typed by its keys; a test holds them against the contract.
  return Object.keys(routes) as OperationId[]
}

function camelCase(text: string): string {
  return text.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
