import { health } from '@latchkey/contract/service/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'

/** `GET /health`, for everybody. There are neither thumbnails nor archives of the vendor's. */
export function* showHealth({ minute }: VendorRequest): Plan {
  yield* call(health, {})
  const time = new Date(minute).toISOString().replace('.000Z', 'Z')
  return { status: 200, body: { data: { ok: true, name: 'Latchkey', time, extensions: { gd: false, zip: false } } } }
}
