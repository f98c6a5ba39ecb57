import { renderAccessMatrix } from '@latchkey/contract/access-matrix'
import { renderClientRoutes } from './lib/client-routes.ts'
import type { Artefact } from './lib/derived.ts'

/** Every derived file of the repository. `npm run derive` writes them; the repository laws fail when one is stale. */
export const derivedArtefacts: readonly Artefact[] = [
  { path: 'packages/contract/access-matrix.txt', render: renderAccessMatrix },
  { path: 'packages/client/src/lib/routes.ts', render: renderClientRoutes },
]
