import type { InputOf, Operation, ResultOf } from '@latchkey/contract/operation'
import type { Folders } from '@latchkey/contract/operations'
import type { Filter } from './filter.ts'

type Exported = { [Folder in keyof Folders]: Folders[Folder][keyof Folders[Folder]] }[keyof Folders]
type Declared = Extract<Exported, { readonly id: string; readonly fullPath: string }>
type ById = { readonly [Each in Declared as Each['id']]: Each }

/** Names an operation of the API: `'entries.publish'`. */
export type OperationId = keyof ById

type InputFor<Id extends OperationId> = ById[Id] extends Operation ? InputOf<ById[Id]> : never

/** What an operation answers; null for those without a body. A writer who may not read the thing gets id, version and status alone. */
export type Result<Id extends OperationId> = ById[Id] extends Operation ? ResultOf<ById[Id]> : never

/** The path parameters of an operation; `{}` when its path has none. */
export type Params<Id extends OperationId> = InputFor<Id>['params']

/** What a request carries besides path parameters. Sections that the operation does not take cannot be given. */
export type Rest<Id extends OperationId> = Section<'query', QueryOf<Id>> &
  Section<'body', Sent<InputFor<Id>['body']>> &
  Options

/** A whole request: `{ params: { space: 'shop', entry: 'red-shirt' }, body: { environments: ['production'] } }`. */
export type Request<Id extends OperationId> = Section<'params', Params<Id>> & Rest<Id>

export interface Options {
  /** The version that a change is meant for; a stale one is refused with `version-conflict`. */
  readonly ifMatch?: number
  /** Makes a repeated create answer as the first one did; only a call that carries it is retried. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

/** Ids of the operations that answer `{ items, next }`. */
export type ListId = { [Id in OperationId]: PageOf<Id> extends never ? never : Id }[OperationId]

/** A page of a list. */
export type PageOf<Id extends OperationId> = Extract<Result<Id>, Page<unknown>>

/** One thing of a list. */
export type ItemOf<Id extends OperationId> = PageOf<Id> extends Page<infer Item> ? Item : never

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Names the page that follows; null on the last one. */
  readonly next: string | null
  /** Only when it was asked for. */
  readonly total?: number
}

type QueryOf<Id extends OperationId> = {
  readonly [Name in keyof InputFor<Id>['query']]: Name extends 'filter' ? Filter : InputFor<Id>['query'][Name]
}

/** A section is required when something in it is, and refused when there is nothing to give. */
type Section<Name extends string, Value> = Value extends null
  ? { readonly [N in Name]?: never }
  : keyof Value extends never
    ? unknown extends Value
      ? { readonly [N in Name]: Value }
      : { readonly [N in Name]?: never }
    : object extends Value
      ? { readonly [N in Name]?: Value }
      : { readonly [N in Name]: Value }

/** Nothing that is sent is changed, so readonly values may be given. */
type Sent<Value> = Value extends readonly (infer Item)[]
  ? readonly Sent<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Sent<Value[Key]> }
    : Value
