/** One request as the fake server saw it. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: unknown
}

/** Answers requests from a list, in order, and remembers them; for tests of the client. */
export function fakeServer(...answers: Response[]) {
  const seen: Seen[] = []
  const pauses: number[] = []
  return {
    seen,
    pauses,
    wait: async (pauseMs: number) => {
      pauses.push(pauseMs)
    },
    fetch: async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      const url = input instanceof Request ? input.url : input.toString()
      const headers = new Headers(init.headers)
      const isJson = headers.get('Content-Type')?.endsWith('json') ?? false
      const body: unknown = isJson && typeof init.body === 'string' ? JSON.parse(init.body) : init.body
      seen.push({ method: init.method ?? 'GET', url, headers, body })
      const answer = answers.shift()
      if (answer === undefined) throw new TypeError('fetch failed')
      return answer
    },
  }
}

/** A problem document as the server writes it. */
export function problem(status: number, slug: string, members: object = {}, headers: Record<string, string> = {}) {
  return new Response(
    JSON.stringify({
      type: `/problems/${slug}`,
      title: slug,
      status,
      detail: `It is ${slug}.`,
      instance: 'urn:request:019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11',
      ...members,
    }),
    { status, headers: { 'Content-Type': 'application/problem+json; charset=utf-8', ...headers } },
  )
}
