import type { Route } from './route.ts'

/** Longer pauses than this are not waited for, in milliseconds: the caller is told instead. */
const pauseMsMax = 30_000

/** Whether sending a request twice does no more than sending it once. */
export function isRepeatable([method, , access, mark]: Route, idempotencyKey: string | undefined): boolean {
  if (access === 'read' || method === 'PUT' || method === 'DELETE') return true
  return mark === 'keyed' && idempotencyKey !== undefined
}

/** How long the server asks to wait, in milliseconds; null when it does not ask for another try or asks for too long a wait. */
export function pauseMsOf(response: Response, now: number): number | null {
  const header = response.headers.get('Retry-After')
  if ((response.status !== 429 && response.status !== 503) || header === null) return null
  const pauseMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return pauseMs <= pauseMsMax ? Math.max(0, pauseMs) : null
}

/** Waits, or throws the signal's reason as soon as it is aborted. */
export async function wait(pauseMs: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  let wake = () => {}
  const waited = new Promise<void>((resolve) => {
    wake = resolve
  })
  const timer = setTimeout(wake, pauseMs)
  signal?.addEventListener('abort', wake, { once: true })
  try {
    await waited
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', wake)
  }
  signal?.throwIfAborted()
}
