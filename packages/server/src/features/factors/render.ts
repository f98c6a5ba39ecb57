import type { Passkey } from '@latchkey/contract/factors/operations'
import type { Static } from '@latchkey/contract/schema'
import type { PasskeyRow } from './queries.ts'

/** A passkey on the wire. */
export function renderPasskey(passkey: PasskeyRow): Static<typeof Passkey> {
  const { id, name, created_at, last_used_at, backed_up } = passkey
  return {
    id,
    name,
    created_at: new Date(created_at).toISOString(),
    last_used_at: last_used_at === null ? null : new Date(last_used_at).toISOString(),
    backed_up: backed_up === 1,
  }
}
