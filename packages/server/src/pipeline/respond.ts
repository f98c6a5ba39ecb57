import { hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Operation } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import type { Grant } from '@latchkey/policy/grant'
import type { TSchema } from 'typebox'
import { isStorageFailure } from '../blobs/storage-failure.ts'
import { databaseProblem } from '../database/database-problem.ts'
import { anyOrigin, isDelivery } from './cross-origin.ts'
import { challengeOf } from './challenge.ts'
import { tagWithoutCoding } from './content-coding.ts'
import type { RequestFacts } from './implementation.ts'
import { pickerOf } from './picker.ts'
import { Refusal } from './refusal.ts'

/** A response before it is written to a socket. */
export interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Null for answers without a body; bytes where the tag is of them; a stream for files. */
  readonly body: string | Buffer | Readable | null
  /** Why it was refused, for whoever counts that; only of problems. */
  readonly refused?: Refused
}

/** What a refusal says, apart from the words. */
export interface Refused {
  /** The slug of the problem. */
  readonly problem: string
  readonly layer: string | undefined
  readonly missingGrant: Grant | undefined
}

export const json = 'application/json; charset=utf-8'
const problemJson = 'application/problem+json; charset=utf-8'

/** What a handler's result is answered as: picked by the result schema, with validators and cache rules. */
export interface Outcome {
  readonly result: unknown
  /** The caller wrote the thing and may not read it. */
  readonly receipt?: boolean
  /** A repeated request that was answered from the record of the first. */
  readonly replayed?: boolean
  /** The path of what was created. */
  readonly location?: string
}

/** Writes a result as the operation's answer. */
export function respond(operation: Operation, outcome: Outcome, request: RequestFacts): Response {
  const schema = resultSchemaOf(operation, outcome)
  if (schema === null) return { status: 204, headers: noStore, body: null }
  const picked = pickerOf(schema)(outcome.result)
  const body = JSON.stringify(picked)
  if (operation.surface === 'delivery') return respondDelivered(body, request)
  return {
    status: outcome.replayed ? 200 : (operation.status ?? 200),
    headers: {
      'Content-Type': json,
      ...(operation.surface === 'root' ? { 'Cache-Control': 'no-cache' } : noStore),
      ...(operation.versioned && { ETag: versionTag(versionIn(picked)) }),
      ...(outcome.location !== undefined && { Location: outcome.location }),
    },
    body,
  }
}

/** What a result is shown by; null for operations without one. */
export function resultSchemaOf({ receipt, result }: Operation, outcome: Pick<Outcome, 'receipt'>): TSchema | null {
  return outcome.receipt && receipt ? receipt : result
}

export const noStore = { 'Cache-Control': 'no-store' }

/** Delivered answers may be kept by the caller alone, and are asked about every time. The ETag is of the body: it says nothing about hidden edits. */
export function respondDelivered(text: string, request: Pick<RequestFacts, 'ifNoneMatch'>): Response {
  const body = Buffer.from(text)
  const tag = bodyTag(body)
  const held = heldTag(request.ifNoneMatch, tag)
  if (held !== null) return { status: 304, headers: deliveredHeaders(held), body: null }
  return { status: 200, headers: { 'Content-Type': json, ...deliveredHeaders(tag) }, body }
}

/** What a delivered answer says besides its body, also when only the tag is asked about. */
export function deliveredHeaders(tag: string): Record<string, string> {
  return { 'Cache-Control': 'private, no-cache', Vary: 'Authorization, Accept-Encoding', ETag: tag, ...anyOrigin }
}

/** A strong validator of a body: 16 bytes of SHA-256. */
function bodyTag(body: Buffer): string {
  return `"${hash('sha256', body, 'base64url').slice(0, 22)}"`
}

/**
 * The tag in `If-None-Match` that stands for the same answer in whatever coding, as a 304 has to repeat it; null when none
 * does. Compared weakly, as RFC 9110 13.1.2 says.
 */
export function heldTag(header: string | null, tag: string): string | null {
  if (header === null) return null
  if (header.trim() === '*') return tag
  const tags = header.split(',').map((each) => each.trim().replace(/^W\//, ''))
  return tags.find((each) => each === tag || tagWithoutCoding(each) === tag) ?? null
}

/** The version of a thing as its ETag: `"v7"`. */
export function versionTag(version: number): string {
  return `"v${version}"`
}

function versionIn(value: unknown): number {
  const hasVersion = typeof value === 'object' && value !== null && 'version' in value
  return hasVersion && typeof value.version === 'number' ? value.version : 0
}

/** The version that `If-Match` names: null without the header and for `*`, -1 for what is no tag of ours. */
export function versionOf(ifMatch: string | null): number | null {
  if (ifMatch === null || ifMatch.trim() === '*') return null
  const match = /^"v(\d{1,15})"$/.exec(tagWithoutCoding(ifMatch.trim()))
  return match ? Number(match[1]) : -1
}

/** Writes whatever was thrown as a problem document; what nobody expected says nothing but its request id. */
export function respondProblem(error: unknown, request: RequestFacts): Response {
  const refusal = asRefusal(error)
  return {
    status: refusal.problem.status,
    headers: {
      'Content-Type': problemJson,
      ...noStore,
      ...challengeOf(refusal),
      ...(isDelivery(request.url) && anyOrigin),
      ...refusal.headers,
    },
    body: JSON.stringify(problemDocument(refusal, request.id)),
    refused: refusedBy(refusal),
  }
}

/** What a refusal says, for whoever counts it. */
export function refusedBy({ problem, members }: Refusal): Refused {
  return { problem: problem.slug, layer: members.layer, missingGrant: members.missing_grant }
}

/** The same for one of many things in a request that is answered by itself. */
export function problemOf(error: unknown, requestId: string): { readonly status: number; readonly document: object } {
  const refusal = asRefusal(error)
  return { status: refusal.problem.status, document: problemDocument(refusal, requestId) }
}

/** The refusal that an error stands for: itself, what the database says, or an internal error. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (isStorageFailure(error)) return new Refusal(problems.unavailable, undefined, {}, { 'Retry-After': '1' })
  const problem = databaseProblem(error)
  switch (problem?.kind) {
    case 'unique':
      return problem.columns.includes('slug') ? new Refusal(problems.slugTaken) : new Refusal(problems.conflict)
    case 'reference':
      return new Refusal(problems.conflict)
    case 'busy':
    case 'conflict':
    case 'storage':
    case 'unavailable':
    case 'damaged':
      return new Refusal(problems.unavailable, undefined, {}, { 'Retry-After': '1' })
    default:
      return new Refusal(problems.internal)
  }
}

function problemDocument({ problem, detail, members }: Refusal, requestId: string): object {
  return {
    type: `/problems/${problem.slug}`,
    title: problem.title,
    status: problem.status,
    detail: detail ?? problem.description,
    instance: `urn:request:${requestId}`,
    ...(problem.error !== undefined && { error: problem.error }),
    ...members,
  }
}
