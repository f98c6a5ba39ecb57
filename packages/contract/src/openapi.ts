import { kinds } from '@latchkey/tokens/kinds'
import { Type, type TSchema } from 'typebox'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import type { Problem } from './problem.ts'
import { problems } from './problems.ts'
import { namesBranch, nullable, strict } from './schema.ts'
import { GrantSchema } from './grant-schema.ts'

/** The body of every answer from 400 on. */
export const ProblemDocument = Type.Object({
  type: Type.String({ examples: ['/problems/version-conflict'] }),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  instance: Type.String({ examples: ['urn:request:019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'] }),
  errors: Type.Optional(
    Type.Array(
      strict({ pointer: Type.Optional(Type.String()), parameter: Type.Optional(Type.String()), detail: Type.String() }),
    ),
  ),
  layer: Type.Optional(Type.String()),
  missing_grant: Type.Optional(GrantSchema),
  current_version: Type.Optional(Type.Integer()),
  accepted_kinds: Type.Optional(Type.Array(Type.String())),
  error: Type.Optional(nullable(Type.String())),
})

/** The problems that an operation can answer: its own, and those that follow from what it takes. */
export function problemsOf(operation: Operation): readonly Problem[] {
  const general: Problem[] = [problems.malformedRequest, problems.invalidQuery, problems.internal, problems.unavailable]
  if (operation.callers !== 'anyone') {
    general.push(problems.misplacedToken, problems.missingToken, problems.invalidToken)
    general.push(
      problems.kindMismatch,
      problems.insufficientScope,
      problems.networkNotAllowed,
      problems.tooManyRequests,
    )
    if (operation.callers.some((kind) => kinds[kind].publishable)) general.push(problems.originNotAllowed)
  }
  if (operation.path.includes('{')) general.push(problems.notFound)
  if (namesBranch(operation.query)) general.push(problems.unknownBranch, problems.branchNotReady)
  if (operation.body)
    general.push(problems.malformedJson, problems.bodyTooLarge, problems.unsupportedMediaType, problems.invalidBody)
  if (operation.access !== 'read' && operation.callers !== 'anyone') general.push(problems.rightsChanged)
  if (operation.access !== 'read' && !operation.idempotent) general.push(problems.keyNotHonoured)
  return [...new Set([...general, ...operation.problems])].toSorted((a, b) => a.status - b.status)
}

/** The OpenAPI 3.1 document of the whole API, as plain data. */
export function renderOpenapi(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const item = (paths[operation.fullPath] ??= {})
    item[operation.method.toLowerCase()] = renderOperation(operation)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Latchkey',
      version,
      description: 'A headless content platform in which every token opens exactly its own door.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'lk_<kind>_<id>_<secret>' } },
      schemas: { Problem: ProblemDocument },
    },
  }
}

function renderOperation(operation: Operation): Record<string, unknown> {
  return {
    operationId: operation.id,
    tags: [operation.resource],
    summary: operation.summary,
    ...(operation.description !== undefined && { description: operation.description }),
    'x-action': operation.guard?.action.name ?? null,
    'x-access': operation.access,
    'x-callers': operation.callers,
    ...(operation.callers === 'anyone' && { security: operation.identifies ? [{}, { token: [] }] : [] }),
    parameters: [
      ...renderParameters(operation, 'path'),
      ...renderParameters(operation, 'query'),
      ...renderHeaders(operation),
    ],
    ...renderBody(operation),
    responses: { ...renderSuccess(operation), ...renderProblems(operation) },
  }
}

const binary = { type: 'string', format: 'binary' }

function renderBody(operation: Operation): Record<string, unknown> {
  const { body, takes } = operation
  if (takes === 'bytes') return { requestBody: { required: true, content: { '*/*': { schema: binary } } } }
  if (body === null) return {}
  const file = { type: 'object', required: ['file'], properties: { file: binary } }
  const schema = takes === 'form' ? { allOf: [{ ...body, additionalProperties: true }, file] } : body
  const type = takes === 'form' ? 'multipart/form-data' : bodyType(operation)
  return { requestBody: { required: true, content: { [type]: { schema } } } }
}

function bodyType(operation: Operation): string {
  if (operation.bodyType === 'form') return 'application/x-www-form-urlencoded'
  return operation.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
}

function renderParameters(operation: Operation, place: 'path' | 'query') {
  const schema = place === 'path' ? operation.schemas.params : operation.schemas.query
  const required = new Set<string>(schema.required)
  return Object.entries(schema.properties).map(([name, value]: [string, TSchema]) => ({
    name,
    in: place,
    required: required.has(name),
    ...(name === 'filter' && { style: 'deepObject', explode: true }),
    schema: value,
  }))
}

function renderHeaders(operation: Operation) {
  const header = (name: string, description: string, required = false) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  })
  const headers = []
  if (operation.idempotent)
    headers.push(header('Idempotency-Key', 'Makes a repeated request answer as the first one did.'))
  if (operation.versioned && operation.access !== 'read' && operation.status !== 201)
    headers.push(
      header('If-Match', 'The ETag that the change is meant for; a stale one is 412.', operation.method === 'PUT'),
    )
  if (operation.answers === 'file') headers.push(header('Range', 'The bytes wanted: `bytes=0-1023`.'))
  if (operation.surface === 'delivery')
    headers.push(header('If-None-Match', 'An ETag; answers 304 while it still holds.'))
  return headers
}

function renderSuccess(operation: Operation): Record<string, unknown> {
  if (operation.answers === 'file') {
    const content = { '*/*': { schema: binary } }
    return { 200: { description: operation.summary, content }, 206: { description: 'A part of it', content } }
  }
  if (operation.result === null) return { 204: { description: 'Done' } }
  const schema = operation.receipt ? Type.Union([operation.result, operation.receipt]) : operation.result
  return { [operation.status ?? 200]: { description: operation.summary, content: { 'application/json': { schema } } } }
}

function renderProblems(operation: Operation): Record<string, unknown> {
  const byStatus = new Map<number, Problem[]>()
  for (const problem of problemsOf(operation))
    byStatus.set(problem.status, [...(byStatus.get(problem.status) ?? []), problem])
  return Object.fromEntries(
    [...byStatus].map(([status, several]) => [
      status,
      {
        description: several.map((each) => each.title).join(' · '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}
