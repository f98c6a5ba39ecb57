import { randomBytes } from 'node:crypto'
import type { TestApp } from './test-app.ts'

/** An answer whose body is bytes. */
export interface FileAnswered {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly bytes: Buffer
}

export interface FormOptions {
  /** The bearer token; the owner's session when absent. */
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The parts of a form as they are sent: fields, and then the file. */
export function formOf(
  fields: Readonly<Record<string, string>>,
  file: { readonly name: string; readonly bytes: Buffer | string } | null,
): { readonly payload: Buffer; readonly headers: Record<string, string> } {
  const boundary = randomBytes(12).toString('hex')
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head =
    file === null
      ? ''
      : `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(parts.join('') + head),
    Buffer.from(file?.bytes ?? ''),
    Buffer.from(`${file === null ? '' : '\r\n'}--${boundary}--\r\n`),
  ])
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

/** Uploads a file and answers what the server says. */
export async function sendForm(
  { app, owner }: TestApp,
  form: ReturnType<typeof formOf>,
  { token = owner.token, headers = {} }: FormOptions = {},
  space = 'shop',
) {
  const response = await app.server.inject({
    method: 'POST',
    url: `/api/v1/spaces/${space}/assets`,
    headers: { authorization: `Bearer ${token}`, ...form.headers, ...headers },
    payload: form.payload,
  })
  // Tests read answers of many shapes; a wrong guess fails the test.
  const body: any = response.payload === '' ? null : JSON.parse(response.payload)
  return { status: response.statusCode, body, headers: response.headers }
}

/** Uploads a file that is taken, and answers the asset. */
export async function upload(
  app: TestApp,
  name: string,
  bytes: Buffer | string,
  fields: Readonly<Record<string, string>> = {},
  options: FormOptions = {},
) {
  const answer = await sendForm(app, formOf(fields, { name, bytes }), options)
  if (answer.status !== 201)
    throw new Error(`The upload of ${name} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Sends a request whose body, and whose answer's, are bytes. */
export async function callBytes(
  { app }: TestApp,
  method: 'GET' | 'HEAD' | 'PUT',
  url: string,
  options: {
    readonly token?: string | null
    readonly headers?: Readonly<Record<string, string>>
    readonly payload?: Buffer | string
  } = {},
): Promise<FileAnswered> {
  const { token = null, headers = {}, payload } = options
  const response = await app.server.inject({
    method,
    url,
    headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
    ...(payload !== undefined && { payload }),
  })
  return {
    status: response.statusCode,
    headers: response.headers as Record<string, string>,
    bytes: response.rawPayload,
  }
}
