import type { ReadingApp } from './reading-app.ts'

/** Status, headers and bytes of an answer, but for what names the request itself. */
export async function answerOf(app: ReadingApp, path: string, token: string, headers = {}) {
  const { status, headers: sent, text, body } = await app.get(path, token, headers)
  const { date: _, ...rest } = sent
  return {
    answer: {
      path,
      status,
      headers: rest,
      text: text.replace(/urn:request:[0-9a-f-]+/, 'urn:request'),
    },
    body,
    tag: sent['etag'],
  }
}
