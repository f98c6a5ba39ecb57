import type { Artefact } from './lib/derived.ts'

/** Every derived file of the repository. `npm run derive` writes them; the repository laws fail when one is stale. */
export const derivedArtefacts: readonly Artefact[] = []
