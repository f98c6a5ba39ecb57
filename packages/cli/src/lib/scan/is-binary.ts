/** How much of a file is looked at, in bytes. */
const headBytes = 8 * 1024

/** Whether bytes are no text: those of texts hold no zero. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, headBytes).includes(0)
}
