import { studioHeaders } from '../../api/client.ts'
import { LatchkeyProblem, LatchkeyUnreachable, type ProblemDocument } from '@latchkey/client/problem'

interface UploadOptions {
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly body: FormData | Blob
  /** The version that the change is meant for. */
  readonly ifMatch?: number
  /** How much has been sent, from 0 to 1. */
  readonly onProgress: (part: number) => void
  readonly signal: AbortSignal
}

/** Sends a file and tells how far it is, which `fetch` cannot: rejects as the client does. */
export function uploadFile({ method, path, body, ifMatch, onProgress, signal }: UploadOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, path)
    for (const [name, value] of Object.entries(studioHeaders)) request.setRequestHeader(name, value)
    request.setRequestHeader('Accept', 'application/json')
    if (ifMatch !== undefined) request.setRequestHeader('If-Match', `"v${ifMatch}"`)
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total))
    request.addEventListener('load', () => {
      if (request.status < 400) resolve()
      else reject(new LatchkeyProblem({ ...problemIn(request.responseText), status: request.status }))
    })
    request.addEventListener('error', () => reject(new LatchkeyUnreachable(location.origin, null)))
    request.addEventListener('abort', () => reject(new DOMException('The upload was stopped.', 'AbortError')))
    signal.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}

function problemIn(text: string): Partial<ProblemDocument> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every answer of the API from 400 on is one.
    return JSON.parse(text) as ProblemDocument
  } catch {
    return {}
  }
}
