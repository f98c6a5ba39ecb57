/** What a space has decided about itself. */
export interface SpaceSettings {
  /** Shared caches may keep what its delivery tokens are answered. */
  readonly sharedCaches: boolean
}

/** Settings as they were stored; what was never decided is off. */
export function storedSettings(text: string): SpaceSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `{}` or what printSettings has written.
  const { shared_caches = false } = JSON.parse(text) as { readonly shared_caches?: boolean }
  return { sharedCaches: shared_caches }
}

export function printSettings({ sharedCaches }: SpaceSettings): string {
  return JSON.stringify({ shared_caches: sharedCaches })
}
