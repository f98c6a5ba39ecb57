export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number }

/** `12 passed, 0 failed`; skipped tests are named only when there are any: `12 passed, 0 failed, 3 skipped`. */
export const closingLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
