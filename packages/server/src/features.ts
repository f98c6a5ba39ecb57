import type { Implementation, PublicImplementation } from './pipeline/implementation.ts'

/** The behaviour of every operation that needs a caller. */
export const implementations: readonly Implementation[] = []

/** The behaviour of every operation that anyone may call. */
export const publicImplementations: readonly PublicImplementation[] = []
