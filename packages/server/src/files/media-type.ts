import { createReadStream, openAsBlob } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileTypeFromBlob } from 'file-type'

/** What a file is when nothing says more. */
export const unknownType = 'application/octet-stream'

/**
 * The media type of a file by what its bytes are. What it is called only tells one kind of plain text from another, and where
 * the bytes leave open whether a browser could run it, it counts as what could be run.
 */
export async function mediaTypeOf(path: string, fileName: string): Promise<string> {
  // As a blob, because what reads a path is a module that file-type looks for at run time, outside the one file of the bundle.
  const found = await fileTypeFromBlob(await openAsBlob(path))
  if (found !== undefined && !/^(text\/|application\/xml$)/.test(found.mime)) return found.mime
  const head = (await isText(path)) ? await beginningOf(path) : null
  return head === null ? (found?.mime ?? unknownType) : textTypeOf(head, fileName)
}

const headBytes = 4096

async function beginningOf(path: string): Promise<string> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return buffer.toString('utf8', 0, bytesRead)
}

// Besides tabs, ends of lines, form feeds and escapes, no text holds control characters.
// oxlint-disable-next-line no-control-regex -- these are what is looked for.
const control = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/

/** Whether the whole file is UTF-8 without control characters. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      if (control.test(decoder.decode(chunk, { stream: true }))) return false
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** Texts that are told by the end of their name; all else without markup is plain text. */
const byEnding: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.xhtml': 'application/xhtml+xml',
  '.xml': 'application/xml',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.csv': 'text/csv',
  '.md': 'text/markdown',
  '.vtt': 'text/vtt',
  '.ics': 'text/calendar',
}

/** https://mimesniff.spec.whatwg.org/#rules-for-identifying-an-unknown-mime-type, section 7.1 (read 2026-11). */
const markup = /^<(!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--)[\s>-]/i

/** The type of a text by its beginning. */
export function textTypeOf(head: string, fileName: string): string {
  const text = head.replace(/^\ufeff/, '').trimStart()
  if (/<svg[\s>:]/i.test(text) && /^<(\?xml|!doctype|!--|svg)/i.test(text)) return 'image/svg+xml'
  if (markup.test(text)) return 'text/html'
  if (/^<(\?xml|[a-z!])/i.test(text))
    return byEnding[extname(fileName).toLowerCase()] === 'text/html' ? 'text/html' : 'application/xml'
  return byEnding[extname(fileName).toLowerCase()] ?? 'text/plain'
}

/** Whether a list of types such as `image/*` or `application/pdf` takes a type. */
export function isTaken(types: readonly string[], mediaType: string): boolean {
  return types.some((each) => (each.endsWith('*') ? mediaType.startsWith(each.slice(0, -1)) : each === mediaType))
}
