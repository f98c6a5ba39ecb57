import type { Request } from '@latchkey/client/operations'

/** What is looked for in the trail; what is empty narrows nothing. */
export interface Filter {
  readonly actor: string
  readonly operation: string
  readonly target: string
  readonly token: string
  readonly search: string
  /** Days, as `2026-11-27`, in the person's own time zone. */
  readonly from: string
  readonly to: string
}

export const noFilter: Filter = { actor: '', operation: '', target: '', token: '', search: '', from: '', to: '' }

type Query = NonNullable<Request<'activity.list'>['query']>

/** The filter as the API takes it. */
export function queryOf({ actor, operation, target, token, search, from, to }: Filter): Query {
  return {
    ...(actor.trim() !== '' && { actor: actor.trim() }),
    ...(operation.trim() !== '' && { operation: operation.trim() }),
    ...(target.trim() !== '' && { target: target.trim() }),
    ...(token.trim() !== '' && { token: token.trim() }),
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(from !== '' && { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to !== '' && { to: new Date(`${to}T23:59:59.999`).toISOString() }),
  }
}
