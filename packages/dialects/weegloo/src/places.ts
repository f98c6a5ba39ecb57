import type { CredentialPlace, SpacePlace, VendorSurface } from '@latchkey/dialect-kit/dialect'
import { mediaType } from './media-type.ts'
import { deliveryKinds, managementKinds } from './presets.ts'
import { answerRefusal } from './problems.ts'
import { versionHeader } from './to-input/version.ts'

const bearer = { in: 'header', header: 'authorization', schemes: ['Bearer'] } as const

export const managing: readonly CredentialPlace[] = [{ ...bearer, kinds: managementKinds }]
export const reading: readonly CredentialPlace[] = [{ ...bearer, kinds: deliveryKinds }]

/** Spaces are named by their id, or their slug. */
export const inPath: SpacePlace = { in: 'path', parameter: 'space', read: (text) => text }

/** What all hosts of the vendor have in common. */
export const common = {
  answerRefusal,
  mediaType,
  reads: ['accept', versionHeader],
  exposes: [],
} as const satisfies Partial<VendorSurface>
