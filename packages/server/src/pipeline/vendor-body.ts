import { Readable } from 'node:stream'
import type { FormFields, VendorBody } from '@latchkey/dialect-kit/dialect'
import { problems } from '@latchkey/contract/problems'
import type { FastifyRequest } from 'fastify'
import { parseJsonBody } from './parse.ts'
import { refuse } from './refusal.ts'
import { openForm, streamOf, type Upload } from './upload.ts'

/** What a request of a vendor carries. */
export interface OpenedBody {
  readonly body: unknown
  readonly upload: Upload | null
}

/** Reads a body as its route says: JSON whole, and of a file what stands before it. */
export function openBody(
  expected: VendorBody | undefined,
  { body, headers }: FastifyRequest,
): OpenedBody | Promise<OpenedBody> {
  const contentType = headers['content-type']
  if (expected?.is === 'form') return openFile(openForm({ stream: streamed(body), contentType, file: expected.file }))
  if (expected?.is === 'bytes') return { body: null, upload: streamOf(streamed(body)) }
  const bytes = body instanceof Uint8Array && body.length > 0 ? body : null
  if (bytes === null) return { body: null, upload: null }
  if (expected === undefined) {
    if (!isEmptyObject(parseJsonBody(bytes))) throw refuse(problems.invalidBody, 'Nothing is taken in the body here.')
    return { body: null, upload: null }
  }
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!expected.types.includes(mediaType)) throw refuse(problems.unsupportedMediaType)
  return { body: parseJsonBody(bytes), upload: null }
}

/** Paths that are not written as the route is, with a slash too many, come with their body read, within the limit of bodies. */
function streamed(body: unknown): Readable | null {
  if (body instanceof Readable) return body
  return body instanceof Uint8Array ? Readable.from([body]) : null
}

async function openFile(opening: Promise<{ fields: FormFields; upload: Upload }>): Promise<OpenedBody> {
  const { fields, upload } = await opening
  return { body: fields, upload }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
}
