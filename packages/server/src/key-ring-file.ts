import { randomBytes } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { generateKey, type KeyRing, newKeyRing, parseKeyRing, printKeyRing } from '@latchkey/tokens/key-ring'

/**
 * Reads the instance's key ring, and makes it at the first start (mode 0600).
 *
 * The file is what makes a stolen database worthless: it is in no backup of the database, and losing it ends every token.
 * Throws when it is damaged; nothing in it is guessed or repaired.
 */
export async function readKeyRing(path: string): Promise<KeyRing> {
  const text = await readOrMake(path)
  const parsed = parseKeyRing(text)
  if (!parsed.ok) throw new Error(`${parsed.problem} (${path})`)
  return parsed.ring
}

async function readOrMake(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  const text = printKeyRing(newKeyRing(generateKey(randomBytes))).expose()
  // `wx` fails when another process was faster; then its file counts.
  try {
    await using file = await open(path, 'wx', 0o600)
    await file.writeFile(text)
    await file.sync()
    return text
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return readFile(path, 'utf8')
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
