import type { OperationId, Request } from '@latchkey/client/operations'
import type { Operation } from '@latchkey/contract/operation'
import { operations } from '@latchkey/contract/operations'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { UsageError } from '../exit-codes.ts'
import { collect, handle } from '../handle.ts'
import { readJson, readPairs } from '../json-argument.ts'
import type { Terminal } from '../terminal.ts'

interface CallOptions {
  readonly param: readonly string[]
  readonly query: readonly string[]
  readonly body?: string
  readonly ifMatch?: string
  readonly idempotencyKey?: string
}

export function addCall(program: Command, terminal: Terminal): void {
  const call = program
    .command('call')
    .summary('make any call of the API')
    .description('Makes any call of the API and prints the answer as JSON. `latchkey operations` lists the calls.')
    .argument('<operation>', 'id of the operation: entries.publish')
    .option('--param <name=value>', 'path parameter; several times', collect, [])
    .option('--query <name=value>', 'query parameter; several times', collect, [])
    .option('--body <json>', 'body: JSON, @file, or - for standard input')
    .option('--if-match <version>', 'version that a change is meant for')
    .option('--idempotency-key <key>', 'makes a repeated create answer as the first one did')
    .addHelpText(
      'after',
      `
Examples:
  latchkey call entries.list --param space=shop --query type=products --query 'filter[price][lt]=50'
  latchkey call entries.publish --param space=shop --param entry=red-shirt --query type=products --body '{}'`,
    )
  handle<CallOptions>(terminal, call, runCall)

  const list = program
    .command('operations')
    .description('List the calls of the API, or show what one of them takes.')
    .argument('[operation]', 'id of an operation')
  handle(terminal, list, async ({ output }, _, id) => {
    if (id !== undefined) output.record(detailsOf(findOperation(id)))
    else output.list(operations.map(detailsOf), ({ id: name, access, summary }) => ({ id: name, access, summary }))
  })
}

async function runCall(context: Context, options: CallOptions, id = ''): Promise<void> {
  const operation = findOperation(id)
  const params = readPairs('--param', options.param)
  const missing = Object.keys(operation.params).filter((name) => !Object.hasOwn(params, name))
  if (missing.length > 0) throw new UsageError(`${id} needs ${missing.map((name) => `--param ${name}=…`).join(' ')}.`)
  const unknown = Object.keys(params).filter((name) => !Object.hasOwn(operation.params, name))
  if (unknown.length > 0) throw new UsageError(`${id} takes no --param ${unknown.join(', ')}.`)
  const { body, ifMatch, idempotencyKey } = options
  if (ifMatch !== undefined && !/^\d+$/.test(ifMatch)) throw new UsageError('--if-match is a version: a whole number.')
  const request = {
    params,
    query: readPairs('--query', options.query),
    ...(body !== undefined && { body: await readJson(context.terminal, '--body', body) }),
    ...(ifMatch !== undefined && { ifMatch: Number(ifMatch) }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    signal: context.terminal.signal,
  }
  const client = await context.client()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an id of the contract; what it takes is for the server to judge.
  const answer = await client.call(operation.id as OperationId, request as unknown as Request<OperationId>)
  context.terminal.out(JSON.stringify(answer, null, 2))
}

function findOperation(id: string): Operation {
  const found = operations.find((operation) => operation.id === id)
  if (found !== undefined) return found
  const [resource = ''] = id.split('.')
  const near = operations
    .filter((operation) => operation.resource.startsWith(resource.slice(0, 4)))
    .map((each) => each.id)
  throw new UsageError(`There is no operation ${id}${near.length > 0 ? `; there is ${near.join(', ')}` : ''}.`)
}

function detailsOf({ id, summary, method, fullPath, access, callers, schemas, body }: Operation) {
  return {
    id,
    summary,
    access,
    request: `${method} ${fullPath}`,
    callers: callers === 'anyone' ? callers : callers.join(', '),
    params: Object.keys(schemas.params.properties).join(', '),
    query: Object.keys(schemas.query.properties).join(', '),
    body,
  }
}
