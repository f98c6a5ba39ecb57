import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Mailer } from './mailer.ts'
import { openCommandMailer } from './mailer-command.ts'
import { openFolderMailer } from './mailer-folder.ts'

const letter = { to: 'ada@example.com', subject: 'Hello', text: 'A line with an ü.\nAnother.' }
const from = 'latchkey@example.com'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-mail-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A program that keeps what it is given, in place of sendmail. */
function fakeSendmail(name: string, code = 0): string {
  const file = join(folder, `${name}.sh`)
  writeFileSync(
    file,
    `#!/bin/sh\ncat > "${join(folder, name)}.eml"\nprintf '%s\\n' "$@" > "${join(folder, name)}.args"\nexit ${code}\n`,
  )
  chmodSync(file, 0o700)
  return file
}

const adapters: readonly (readonly [string, () => { mailer: Mailer; read: () => string }])[] = [
  [
    'a folder',
    () => {
      const inbox = join(folder, 'inbox')
      const mailer = openFolderMailer(inbox, from)
      return { mailer, read: () => readFileSync(join(inbox, readdirSync(inbox)[0] ?? ''), 'utf8') }
    },
  ],
  [
    'a program',
    () => ({
      mailer: openCommandMailer(fakeSendmail('sent'), from),
      read: () => readFileSync(join(folder, 'sent.eml'), 'utf8'),
    }),
  ],
]

describe.each(adapters)('mail through %s', (_name, open) => {
  test('is a message that mail programs read', async () => {
    const { mailer, read } = open()
    await mailer.send(letter)
    const [head = '', body = ''] = read().split('\r\n\r\n')
    expect(head.split('\r\n')).toEqual(
      expect.arrayContaining([`From: ${from}`, 'To: ada@example.com', 'Subject: Hello']),
    )
    expect(Buffer.from(body, 'base64').toString()).toBe(letter.text)
  })

  test('goes to one address, whatever that looks like', async () => {
    const { mailer } = open()
    for (const to of ['ada@example.com, eve@example.com', '-oQ/tmp@example.com', 'a"b@example.com', 'a@b\r\nBcc: c@d'])
      await expect(mailer.send({ ...letter, to })).rejects.toThrow(/address/)
  })
})

test('letters in a folder are for its own user alone', async () => {
  const inbox = join(folder, 'private')
  await openFolderMailer(inbox, from).send(letter)
  expect(statSync(inbox).mode & 0o777).toBe(0o700)
  expect(statSync(join(inbox, readdirSync(inbox)[0] ?? '')).mode & 0o777).toBe(0o600)
})

test('a program is told the address after its options, and its failure is one', async () => {
  await openCommandMailer(fakeSendmail('args'), from).send(letter)
  expect(readFileSync(join(folder, 'args.args'), 'utf8')).toBe('-i\n--\nada@example.com\n')
  await expect(openCommandMailer(fakeSendmail('broken', 75), from).send(letter)).rejects.toThrow(/75/)
  await expect(openCommandMailer(join(folder, 'absent'), from).send(letter)).rejects.toThrow(/ENOENT/)
})
