import { setTimeout as pause } from 'node:timers/promises'
import { UsageError } from '../exit-codes.ts'
import { isObject } from '../import/row.ts'

const triesMax = 8
const pauseMsMax = 30_000

/** Asks another platform; again while it is busy, as often as its own clients would. */
export async function askSource(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ readonly body: Readonly<Record<string, unknown>>; readonly headers: Headers }> {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(url, { headers: { accept: 'application/json', ...headers }, signal })
    if (response.ok) {
      const body: unknown = await response.json()
      if (!isObject(body))
        throw new UsageError(`${url.origin}${url.pathname} answers something else than was asked for.`)
      return { body, headers: response.headers }
    }
    await response.body?.cancel()
    const busy = response.status === 429 || response.status >= 500
    if (!busy || tries === triesMax) throw new UsageError(refusal(url, response.status))
    await pause(pauseMsOf(response, tries), undefined, { signal })
  }
}

function pauseMsOf({ headers }: Response, tries: number): number {
  const seconds = Number(headers.get('Retry-After') ?? 'none')
  return Math.min(pauseMsMax, Number.isFinite(seconds) ? seconds * 1000 : 250 * 2 ** tries)
}

function refusal({ origin, pathname }: URL, status: number): string {
  const why = status === 401 || status === 403 ? ': the token is not valid there, or may not read it' : ''
  return `${origin}${pathname} answers ${status}${why}.`
}

/** The bytes at the address of a file. */
export async function downloadFile(address: string, signal: AbortSignal): Promise<Blob> {
  const full = address.startsWith('//') ? `https:${address}` : address
  if (!URL.canParse(full) || !/^https?:$/.test(new URL(full).protocol))
    throw new Error(`the export does not hold its bytes, and ${address} is no address to fetch them from`)
  const response = await fetch(full, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new Error(`the export does not hold its bytes, and ${new URL(full).host} cannot be reached`)
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`the export does not hold its bytes, and their address answers ${response.status}`)
  }
  return response.blob()
}
