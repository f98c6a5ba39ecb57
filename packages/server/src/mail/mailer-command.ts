import { spawn } from 'node:child_process'
import type { Mailer } from './mailer.ts'
import { messageOf } from './message.ts'

/** Hands letters to a program that takes them as `sendmail` does: `<program> -i -- <address>`, the message on standard input. */
export function openCommandMailer(program: string, from: string): Mailer {
  return {
    send: (letter) =>
      new Promise((resolve, reject) => {
        const message = messageOf(letter, from, new Date())
        const child = spawn(program, ['-i', '--', letter.to], { stdio: ['pipe', 'ignore', 'ignore'] })
        child.once('error', reject)
        child.once('close', (code) => {
          if (code === 0) resolve()
          else reject(new Error(`The mail program ended with ${code}: see LATCHKEY_MAIL_COMMAND.`))
        })
        // A program that does not read its input says so by how it ends.
        child.stdin.on('error', () => undefined)
        child.stdin.end(message)
      }),
  }
}
