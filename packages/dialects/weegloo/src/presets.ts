import type { TokenKind } from '@latchkey/dialect-kit/dialect'

/** The kinds of token of the vendor, each with the kind of ours that it is. Checked against the catalogue by a test. */
export const accessTokens = [
  { type: 'PersonalAccessToken', kind: 'personal', scopes: ['PERSONAL'] },
  { type: 'DeliveryAccessToken', kind: 'delivery', scopes: ['DELIVERY'] },
] as const satisfies readonly { readonly type: string; readonly kind: TokenKind; readonly scopes: readonly string[] }[]

/** What manages: a personal access token, or the login that its console has. */
export const managementKinds: readonly TokenKind[] = ['personal', 'session']

/** What reads what is published. */
export const deliveryKinds: readonly TokenKind[] = ['delivery', 'personal', 'session']
