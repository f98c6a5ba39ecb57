/** Gives that many cryptographically secure bytes: `randomBytes` of node:crypto, or a fixed sequence in a test. */
export type Random = (size: number) => Uint8Array

/** Asks for bytes and makes sure that as many came: a short answer would weaken every secret in silence. */
export function take(random: Random, size: number): Uint8Array {
  const bytes = random(size)
  if (bytes.length !== size) {
    throw new Error(`random(${size}) gave ${bytes.length} bytes: pass a source that fills the whole size.`)
  }
  return bytes
}
