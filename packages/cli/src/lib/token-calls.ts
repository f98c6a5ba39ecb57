import type { Client } from '@latchkey/client/client'
import type { Request, Result } from '@latchkey/client/operations'
import type { Context } from './context.ts'
import { gather } from './gather.ts'
import type { Where } from './token-parts.ts'

type Record = Result<'tokens.show'>
type Usage = Result<'tokens.usage'>
type ListQuery = NonNullable<Request<'tokens.list'>['query']>
type UsageQuery = NonNullable<Request<'tokens.usage'>['query']>

/** The calls on the tokens that a command is about, whoever they belong to. */
export interface TokenCalls {
  list(query: ListQuery): Promise<readonly Record[]>
  show(token: string): Promise<Record>
  usage(token: string, query: UsageQuery): Promise<Usage>
  rotate(token: string, body: NonNullable<Request<'tokens.rotate'>['body']>): Promise<Result<'tokens.rotate'>>
  activate(token: string): Promise<Record>
  deactivate(token: string): Promise<Record>
  delete(token: string): Promise<null>
}

/** Of the installation, of the account, or else of a space. */
export async function tokenCallsOf(context: Context, where: Where): Promise<TokenCalls> {
  const client = await context.client()
  if (where.installation)
    return callsOf(client.installationTokens, {}, (query) =>
      gather(client.items('installation-tokens.list', { query })),
    )
  if (where.personal)
    return callsOf(client.accountTokens, {}, (query) => gather(client.items('account-tokens.list', { query })))
  const params = { space: context.space(where.space) }
  return callsOf(client.tokens, params, (query) => gather(client.items('tokens.list', { params, query })))
}

type Methods<Params> = {
  readonly [Name in 'show' | 'activate' | 'deactivate']: (params: Params & { token: string }) => Promise<Record>
} & {
  usage(params: Params & { token: string }, rest: { query: UsageQuery }): Promise<Usage>
  rotate(
    params: Params & { token: string },
    rest: { body: Parameters<TokenCalls['rotate']>[1] },
  ): Promise<Result<'tokens.rotate'>>
  delete(params: Params & { token: string }): Promise<null>
}

function callsOf<Params extends object>(
  methods: Methods<Params>,
  params: Params,
  list: TokenCalls['list'],
): TokenCalls {
  const named = (token: string) => ({ ...params, token })
  return {
    list,
    show: (token) => methods.show(named(token)),
    usage: (token, query) => methods.usage(named(token), { query }),
    rotate: (token, body) => methods.rotate(named(token), { body }),
    activate: (token) => methods.activate(named(token)),
    deactivate: (token) => methods.deactivate(named(token)),
    delete: (token) => methods.delete(named(token)),
  }
}

/** Revokes one; `cascade` with what it has made, which tokens of the installation never have. */
export async function revokeToken(
  context: Context,
  client: Client,
  where: Where,
  token: string,
  cascade: boolean,
): Promise<Result<'tokens.revoke'>> {
  const rest = { query: cascade ? { cascade } : {} }
  if (where.installation) return client.installationTokens.revoke({ token })
  if (where.personal) return client.accountTokens.revoke({ token }, rest)
  return client.tokens.revoke({ space: context.space(where.space), token }, rest)
}
