import type { TokenKind } from '@latchkey/tokens/kinds'
import type { ownValidation } from '@latchkey/tokens/scope'
import type { Static, TObject, TProperties, TSchema } from 'typebox'
import type { Action } from './action.ts'
import type { Problem } from './problem.ts'
import { strict } from './schema.ts'
import type { TargetReference } from './target.ts'

/** How much an operation does; presets, read-only tokens and resource levels follow it, never the HTTP method. */
export type Access = 'read' | 'write' | 'publish'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The two surfaces of the native API; each has its path prefix and its cache rules. */
export type Surface = 'management' | 'delivery' | 'root'

/** What stands before an operation's path, by surface. */
export const prefixes: Readonly<Record<Surface, string>> = { management: '/api/v1', delivery: '/delivery/v1', root: '' }

type ParametersIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersIn<Rest>
  : never

/** A request's input after parsing: path parameters, query and body, each as its schema says. */
export interface Input<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
}

type StaticOf<P extends TProperties> = Static<TObject<P>>
type BodyOf<B extends TSchema | null> = B extends TSchema ? Static<B> : null
type ResultSchema = TSchema | null

type OperationId = `${string}.${string}`

interface Wire<
  Id extends string,
  Path extends string,
  P extends TProperties,
  Q extends TProperties,
  B extends TSchema | null,
  R extends ResultSchema,
> {
  /** `resource.verb`; the part before the dot names the resource in scopes and documents. */
  readonly id: Id
  readonly summary: string
  readonly description?: string
  readonly method: Method
  readonly surface: Surface
  readonly path: Path
  /** One schema for each `{parameter}` of the path, no more and no fewer. */
  readonly params: P & { readonly [Name in Exclude<keyof P, ParametersIn<Path>>]: never } & {
    readonly [Name in ParametersIn<Path>]: TSchema
  }
  readonly query: Q
  /** Null means that the operation takes no body. */
  readonly body: B
  /** Null means that it answers without a body (204). */
  readonly result: R
  /**
   * The request carries a file besides: as the last part of a form whose other parts are the body, or as the whole of what
   * is sent. It is decided before a byte of the file is read, and only the limit of files holds.
   */
  readonly takes?: 'form' | 'bytes'
  /** How the body is written: absent as JSON; `form` as OAuth has it (`application/x-www-form-urlencoded`), of flat fields. */
  readonly bodyType?: 'form'
  /** The body is about tokens and holds their texts. It may stand nowhere else but in `Authorization`. */
  readonly holdsTokens?: true
  /** Of a public operation: a token may come along, and then says who asks. */
  readonly identifies?: true
  /** Answers the bytes of a file, whole or in part, and `result` is null. */
  readonly answers?: 'file'
  /**
   * A signature may stand for the token that it was made with: `query`, in the parameter `signed`; `form`, as the field
   * `ticket`, which stands before the file. Where a form says it, it is read up to its file before anybody is known.
   */
  readonly signable?: 'query' | 'form'
  /** Its answers are for the caller alone and for the moment: they are never kept for anybody. */
  readonly unshared?: true
  /** What a writer sees who may not read the thing that was written. */
  readonly receipt?: TSchema
  readonly status?: 200 | 201 | 202
  /** The problems of its own; those that every operation may answer are added by the derivations. */
  readonly problems: readonly Problem[]
  /** The result carries `version`, which is also the ETag and what If-Match is compared with. */
  readonly versioned?: true
  /** Whether an `Idempotency-Key` is honoured; writes that do not honour one refuse it. */
  readonly idempotent?: true
  /** `any-proof`: it changes the account's own things, and who has signed in at an organization's provider may call it too. */
  readonly tags?: readonly ('cli' | 'any-proof' | typeof ownValidation)[]
}

interface Guard<A extends Action, I> {
  readonly action: A
  readonly access: Access
  /** The token kinds that may call it at all. */
  readonly callers: readonly TokenKind[]
  /** What it is done to, as the request names it; of the action's own area. */
  readonly target: (input: I) => TargetReference<A['area']>
  /** Set on operations that change authority: they lock the space, or without one the caller’s account, for update from the start. */
  readonly locks?: 'space'
  /** Asks sessions for a recent proof of who holds them; how recent, the instance says for each reason. */
  readonly fresh?: FreshFor
}

/** Why a login has to be fresh: a secret is read again, a token is made, or the account itself is changed. */
export type FreshFor = 'reveal' | 'mint' | 'account'

/** An operation of the API: the single source of everything that is known about it. */
export interface Operation<
  P extends TProperties = TProperties,
  Q extends TProperties = TProperties,
  B extends TSchema | null = TSchema | null,
  R extends ResultSchema = ResultSchema,
  Acc extends Access = Access,
  Id extends OperationId = OperationId,
> extends Omit<Wire<Id, string, P, Q, B, R>, 'params'> {
  readonly params: P
  /** First part of the id: `entries` of `entries.publish`. */
  readonly resource: string
  /** Path with the prefix of its surface. */
  readonly fullPath: string
  readonly access: Acc
  /** `anyone` is said only by `publicOperation`. */
  readonly callers: readonly TokenKind[] | 'anyone'
  /** Null only for public operations. */
  readonly guard: {
    readonly action: Action
    // `unknown` input: the pipeline calls it with exactly what this operation's schemas have parsed.
    readonly target: (input: Input) => TargetReference
    readonly locks?: 'space'
    readonly fresh?: FreshFor
  } | null
  readonly schemas: { readonly params: TObject; readonly query: TObject }
}

/** What a handler of the operation receives. */
export type InputOf<O extends Operation> = Input<StaticOf<O['params']>, StaticOf<O['query']>, BodyOf<O['body']>>

/** What a handler of the operation answers. */
export type ResultOf<O extends Operation> = O['result'] extends TSchema ? Static<O['result']> : null

/** Declares an operation that needs a token. Leaving out action, access, callers, target or a path parameter does not compile. */
export function operation<
  const Id extends OperationId,
  const Path extends string,
  P extends TProperties,
  Q extends TProperties,
  B extends TSchema | null,
  R extends ResultSchema,
  A extends Action,
  const Acc extends Access,
>(
  declaration: Wire<Id, Path, P, Q, B, R> &
    Guard<A, Input<StaticOf<P>, StaticOf<Q>, BodyOf<B>>> & { readonly access: Acc },
): Operation<P, Q, B, R, Acc, Id> {
  const { action, target, locks, fresh, callers, access, ...wire } = declaration
  return {
    ...complete(wire),
    access,
    callers,
    guard: {
      action,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pipeline hands over only what these schemas have parsed.
      target: target as (input: Input) => TargetReference,
      ...(locks && { locks }),
      ...(fresh && { fresh }),
    },
  }
}

/** Declares an operation that needs no token at all, such as logging in. */
export function publicOperation<
  const Id extends OperationId,
  const Path extends string,
  P extends TProperties,
  Q extends TProperties,
  B extends TSchema | null,
  R extends ResultSchema,
  const Acc extends Access,
>(declaration: Wire<Id, Path, P, Q, B, R> & { readonly access: Acc }): Operation<P, Q, B, R, Acc, Id> {
  const { access, ...wire } = declaration
  return { ...complete(wire), access, callers: 'anyone', guard: null }
}

function complete<
  Id extends OperationId,
  Path extends string,
  P extends TProperties,
  Q extends TProperties,
  B extends TSchema | null,
  R extends ResultSchema,
>(wire: Wire<Id, Path, P, Q, B, R>) {
  const params: P = wire.params
  return {
    ...wire,
    params,
    resource: wire.id.slice(0, wire.id.indexOf('.')),
    fullPath: prefixes[wire.surface] + wire.path,
    schemas: { params: strict(params), query: strict(wire.query) },
  }
}
