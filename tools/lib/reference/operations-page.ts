import type { Operation } from '@latchkey/contract/operation'
import { operations } from '@latchkey/contract/operations'
import { codes, page, points } from './page.ts'

/** Every call of the API, resource by resource. */
export function renderOperationsPage(): string {
  const resources = Map.groupBy(operations, ({ resource }) => resource)
  return page('Operations', 'packages/contract/src/*/operations.ts', [
    'Every call of the API. The ids are what the custom scope of a personal token lists. ' +
      'The full schemas are in the OpenAPI 3.1 document of every server: `GET /openapi.json`.',
    '`read`, `write` and `publish` is the access level: read-only tokens and scopes follow it, never the HTTP method. ' +
      'Who may call what at a glance: the [access matrix](../../packages/contract/access-matrix.txt). ' +
      'Of every body, unknown keys are refused; `?` marks what may be left out.',
    points([...resources.keys()].map((resource) => `[${resource}](#${resource})`)),
    ...[...resources].map(([resource, members]) => [`## ${resource}`, ...members.map(renderOperation)].join('\n\n')),
  ])
}

function renderOperation(operation: Operation): string {
  const { id, summary, method, fullPath, description } = operation
  return [
    `### ${id}`,
    `\`${method} ${fullPath}\``,
    `${summary}.${description === undefined ? '' : ` ${description}`}`,
    points([rights(operation), ...inputs(operation), ...answers(operation)]),
  ].join('\n\n')
}

function rights({ guard, access, callers }: Operation): string {
  if (callers === 'anyone' || guard === null) return 'Needs no token.'
  return `Needs \`${guard.action.name}\` (${access}). Kinds: ${callers.join(', ')}.`
}

function inputs({ schemas, body, idempotent, versioned, access, method, status }: Operation): string[] {
  const query = Object.keys(schemas.query.properties)
  const headers = [
    ...(idempotent ? ['`Idempotency-Key`'] : []),
    ...(versioned && access !== 'read' && status !== 201
      ? [`\`If-Match\`${method === 'PUT' ? ' (required)' : ''}`]
      : []),
  ]
  return [
    ...(query.length === 0 ? [] : [`Query: ${codes(query)}`]),
    ...(body === null ? [] : [`Body: ${keysOf(body)}`]),
    ...(headers.length === 0 ? [] : [`Headers: ${headers.join(', ')}`]),
  ]
}

function keysOf(schema: object): string {
  if (!('properties' in schema) || typeof schema.properties !== 'object' || schema.properties === null)
    return 'see OpenAPI'
  const required: unknown = 'required' in schema ? schema.required : []
  const isRequired = (name: string) => Array.isArray(required) && required.includes(name)
  return codes(Object.keys(schema.properties).map((name) => (isRequired(name) ? name : `${name}?`)))
}

function answers({ result, status = 200, problems }: Operation): string[] {
  const own = problems.length === 0 ? '' : ` Problems of its own: ${codes(problems.map(({ slug }) => slug))}.`
  return [`Answers ${result === null ? '204' : status}.${own}`]
}
