import type { Grant } from '@latchkey/policy/grant'
import { giveGrants } from '@latchkey/server/test-support/listing-scenario'
import type { ReadingApp } from '@latchkey/server/test-support/reading-app'

/** An entry as our own delivery API shows it. */
interface DeliveredItem {
  readonly id: string
  readonly slug: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A token that reads what is delivered, of which the grants change, and what our own API then delivers to it. */
export interface GrantedReader {
  readonly token: string
  grantTo(list: readonly Grant[]): Promise<unknown>
  /** Nothing of a type that is refused. `more` follows in the query. */
  delivered(type: string, locale: string, more?: string): Promise<readonly DeliveredItem[]>
}

export async function openGrantedReader(app: ReadingApp, kind: 'delivery' | 'preview'): Promise<GrantedReader> {
  const token = await app.reader({ kind, environment: 'production', grants: [] }, kind)
  return {
    token,
    grantTo: (list) => giveGrants(app, token.split('_')[2] ?? '', list),
    delivered: async (type, locale, more = '') => {
      const { status, body } = await app.get(`content/${type}?locale=${locale}&limit=100${more}`, token)
      return status === 200 ? body.items : []
    },
  }
}
