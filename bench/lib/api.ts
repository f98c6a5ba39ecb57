/** Sends one JSON request to a Latchkey; an answer from 400 on throws with what it says. */
export type Api = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => Promise<unknown>

export const apiOf =
  (url: string, token: string | null): Api =>
  async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
    return text === '' ? null : (JSON.parse(text) as unknown)
  }

/** Reads a text of an answer by its path: `textAt(answer, 'token', 'id')`. */
export const textAt = (answer: unknown, ...path: readonly string[]): string => {
  let value = answer
  for (const key of path) {
    value =
      typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : null
  }
  if (typeof value !== 'string') throw new Error(`The answer has no text at ${path.join('.')}.`)
  return value
}
