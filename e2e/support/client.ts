import type { Answer, CallOptions } from '@latchkey/server/test-support/test-app'

/** Calls a listening server. */
export interface Client {
  readonly url: string
  readonly token: string | null
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Like `call`, and fails the test unless the answer has the status. Answers the body. */
  expect(status: number, method: string, path: string, options?: CallOptions): Promise<any>
}

/** `token`: sent unless a call names another, or null. */
export function openClient(url: string, token: string | null = null): Client {
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> => {
    const { body, headers } = options
    const bearer = options.token === undefined ? token : options.token
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: text === '' ? null : JSON.parse(text),
      text,
    }
  }
  return {
    url,
    token,
    call,
    expect: async (status, method, path, options) => {
      const answer = await call(method, path, options)
      if (answer.status === status) return answer.body
      throw new Error(`${method} ${path} answered ${answer.status}, not ${status}: ${answer.text}`)
    },
  }
}
