import { localeImplementations } from './features/locales/handlers.ts'
import type { Implementation, PublicImplementation } from './pipeline/implementation.ts'

/** The behaviour of every operation that needs a caller. */
export const implementations: readonly Implementation[] = [...localeImplementations]

/** The behaviour of every operation that anyone may call. */
export const publicImplementations: readonly PublicImplementation[] = []
