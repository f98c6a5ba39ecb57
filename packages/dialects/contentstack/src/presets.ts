import type { CredentialPlace, TokenKind } from '@latchkey/dialect-kit/dialect'

/** The tokens of the vendor, each with the kind of ours that it is and the header in which it comes. Checked by a test. */
export const tokenRows = [
  { token: 'delivery token', kind: 'delivery', header: 'access_token' },
  { token: 'access token', kind: 'access', header: 'access_token' },
  { token: 'preview token', kind: 'preview', header: 'preview_token' },
  { token: 'management token', kind: 'management', header: 'authorization' },
  { token: 'authtoken', kind: 'session', header: 'authtoken' },
] as const satisfies readonly { readonly token: string; readonly kind: TokenKind; readonly header: string }[]

/** Where requests carry their token; a token in the header of another is none. */
export const credentialPlaces: readonly CredentialPlace[] = [...new Set(tokenRows.map(({ header }) => header))].map(
  (header) => ({
    in: 'header',
    header,
    schemes: [''],
    // Clients that are told a preview token send it along with everything.
    ...(header === 'access_token' && { yieldsTo: 'preview_token' }),
    kinds: tokenRows.flatMap((row) => (row.header === header ? [row.kind] : [])),
  }),
)

/** Tokens that read what is delivered; with all others the same paths lead to the management API. */
export const deliveringKinds: readonly TokenKind[] = ['delivery', 'access', 'preview']
