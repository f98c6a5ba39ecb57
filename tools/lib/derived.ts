/** A file that is written by a program from the one source of its facts. */
export type Artefact = {
  /** Relative to the root of the repository. */
  readonly path: string
  readonly render: () => string
}

/** Paths whose file differs from what its generator writes now; `read` answers null for a missing file. */
export const staleArtefacts = (artefacts: readonly Artefact[], read: (path: string) => string | null): string[] =>
  artefacts.filter(({ path, render }) => read(path) !== render()).map(({ path }) => path)
