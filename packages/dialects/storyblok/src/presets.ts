import type { TokenKind } from '@latchkey/dialect-kit/dialect'

/** The kinds of token of the vendor, each with the kind of ours that it is. Checked against the catalogue by a test. */
export const accessKinds = [
  { access: 'public', kind: 'delivery' },
  { access: 'private', kind: 'preview' },
  { access: 'asset', kind: 'asset' },
  { access: 'release', kind: 'release' },
  { access: 'theme', kind: 'theme' },
] as const satisfies readonly { readonly access: string; readonly kind: TokenKind }[]

/** What the delivery API takes in `?token=`. Personal tokens belong to the management API, and are none here. */
export const deliveryKinds: readonly TokenKind[] = accessKinds.map(({ kind }) => kind)
