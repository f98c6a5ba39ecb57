import { localeImplementations } from './features/locales/handlers.ts'
import { tokenImplementations } from './features/tokens/handlers.ts'
import { personalTokenImplementations } from './features/tokens/personal-handlers.ts'
import { sessionTokenImplementations } from './features/tokens/session-handlers.ts'
import type { Implementation, PublicImplementation } from './pipeline/implementation.ts'

/** The behaviour of every operation that needs a caller. */
export const implementations: readonly Implementation[] = [
  ...localeImplementations,
  ...personalTokenImplementations,
  ...sessionTokenImplementations,
  ...tokenImplementations,
]

/** The behaviour of every operation that anyone may call. */
export const publicImplementations: readonly PublicImplementation[] = []
