import { Readable } from 'node:stream'
import type { Operation } from '@latchkey/contract/operation'
import { encode, encodedBytesMin, preferredCoding, refusesIdentity, tagIn } from './content-coding.ts'
import type { Response } from './respond.ts'

/**
 * An answer in the coding that its caller likes best, made beside the event loop.
 *
 * Answers to writes stay as they are: every answer that carries a secret is one of them, and the length of an encoded
 * answer can tell of its content (https://www.breachattack.com, read 2026-11-27). Problems are short.
 *
 * `waits`: it is about to be kept, and encoded once it is wanted again.
 */
export async function encodeResponse(
  operation: Pick<Operation, 'access'>,
  response: Response,
  acceptEncoding: string | undefined,
  { waits }: { readonly waits: boolean },
): Promise<Response> {
  const { body, headers, status } = response
  if (operation.access !== 'read' || !isJson(headers) || body instanceof Readable) return response
  const varied = { ...headers, Vary: varyWith(headers['Vary']) }
  const tag = headers['ETag']
  const coding = preferredCoding(acceptEncoding)
  const isEncoded = coding !== null && coding !== 'identity'
  if (status !== 200 || body === null || !isEncoded) return { ...response, headers: varied }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  if ((waits || bytes.length < encodedBytesMin) && !refusesIdentity(acceptEncoding))
    return { ...response, headers: varied }
  return {
    status,
    headers: { ...varied, 'Content-Encoding': coding, ...(tag !== undefined && { ETag: tagIn(coding, tag) }) },
    body: await encode(bytes, coding),
  }
}

function isJson(headers: Response['headers']): boolean {
  return headers['Content-Type']?.startsWith('application/json') === true
}

/** What a cache has to compare besides the URL. */
export function varyWith(earlier: string | undefined): string {
  if (earlier === undefined) return 'Accept-Encoding'
  return earlier.includes('Accept-Encoding') ? earlier : `${earlier}, Accept-Encoding`
}
