/**
 * How often a property is tried: the given count, times `LATCHKEY_LAW_SCALE` where that is set.
 * A mutation run takes a part (`0.1`), a night's run a multiple (`10`).
 */
export function runs(count: number): number {
  return Math.max(1, Math.round(count * Number(process.env['LATCHKEY_LAW_SCALE'] ?? 1)))
}
