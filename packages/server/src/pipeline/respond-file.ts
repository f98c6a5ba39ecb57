import type { Operation } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import type { FileAnswer } from './file-answer.ts'
import type { RequestFacts } from './implementation.ts'
import { rangeOf } from './range.ts'
import { Refusal } from './refusal.ts'
import { deliveredHeaders, heldTag, noStore, type Response } from './respond.ts'

/**
 * Writes a file as an answer: whole, in part, or not at all where the caller has it already.
 *
 * Whatever somebody has uploaded must never run as a page of this server: what a browser would run is handed out to be
 * saved, the type is ours and is not to be guessed at, and a sandbox stands around what is opened all the same.
 */
export async function respondFile(operation: Operation, file: FileAnswer, request: RequestFacts): Promise<Response> {
  const { tag, fileName } = file
  const common = {
    ...(operation.surface === 'delivery' ? deliveredHeaders(tag) : { ...noStore, ETag: tag }),
    'Accept-Ranges': 'bytes',
    'X-Content-Type-Options': 'nosniff',
  }
  if (heldTag(request.ifNoneMatch, tag) !== null) return { status: 304, headers: common, body: null }
  const content = await file.content()
  const { bytes, mediaType } = content
  // A part of something else than the caller has begun with would make nonsense of both.
  const counts = request.ifRange === null || request.ifRange === tag
  const range = request.method === 'HEAD' || !counts ? 'none' : rangeOf(request.range, bytes)
  if (range === 'unsatisfiable') {
    throw new Refusal(problems.rangeNotSatisfiable, undefined, {}, { 'Content-Range': `bytes */${bytes}` })
  }
  const shown = isShown(mediaType)
  const headers = {
    ...common,
    'Content-Type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
    'Content-Disposition': `${shown ? 'inline' : 'attachment'}; ${fileNameParameters(fileName)}`,
    ...(!shown && { 'Content-Security-Policy': 'sandbox' }),
    ...(operation.surface === 'delivery' && { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
  }
  const part = range === 'none' ? null : range
  const length = part === null ? bytes : part.end - part.start + 1
  const body = request.method === 'HEAD' ? null : await content.open(part ?? undefined)
  if (body === null && request.method !== 'HEAD') throw new Refusal(problems.unavailable)
  return {
    status: part === null ? 200 : 206,
    headers: {
      ...headers,
      'Content-Length': String(length),
      ...(part && { 'Content-Range': `bytes ${part.start}-${part.end}/${bytes}` }),
    },
    body,
  }
}

/** Types that a browser shows without running anything; every other one is saved. */
function isShown(mediaType: string): boolean {
  if (mediaType === 'image/svg+xml') return false
  return /^(image|audio|video|font)\//.test(mediaType) || ['application/pdf', 'text/plain'].includes(mediaType)
}

/** RFC 6266: plain characters for old readers, all of them for others. */
function fileNameParameters(name: string): string {
  const plain = name.replaceAll(/[^\u0020-\u007e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  )
  return `filename="${plain}"${plain === name ? '' : `; filename*=UTF-8''${whole}`}`
}
