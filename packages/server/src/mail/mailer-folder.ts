import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mailer } from './mailer.ts'
import { messageOf } from './message.ts'

/** Puts letters into a folder, for who runs the server to read: a file each, for its own user alone. They hold secret links, which a log must not. */
export function openFolderMailer(folder: string, from: string): Mailer {
  return {
    send: async (letter) => {
      const now = new Date()
      const message = messageOf(letter, from, now)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const name = `${now.toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`
      await writeFile(join(folder, name), message, { mode: 0o600, flag: 'wx' })
    },
  }
}
