import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { compile } from '@latchkey/policy/compile'
import { decide } from '@latchkey/policy/decide'
import { hashSecret, verifySecret } from '@latchkey/tokens/hash'
import { generateKey, newKeyRing } from '@latchkey/tokens/key-ring'
import { issue, parse } from '@latchkey/tokens/text'
import { nanosecondsPerCall } from '../lib/nanoseconds.ts'
import { summarise, type Round } from '../lib/result.ts'
import { runCase } from '../lib/run-case.ts'

// One full check of a token that this process has not seen before: text and CRC, its row by primary key from a file in
// WAL mode with 10,000 tokens, HMAC in constant time, one decision. Nothing is remembered between calls.
const tokenCount = 10_000
const ring = newKeyRing(generateKey(randomBytes))

const fill = (database: DatabaseSync): string[] => {
  database.exec('pragma journal_mode = wal')
  database.exec(`create table tokens (id text primary key, secret_hash text not null, key_id text not null,
    version integer not null) strict, without rowid`)
  const insert = database.prepare('insert into tokens values (?, ?, ?, 1)')
  database.exec('begin')
  const texts = Array.from({ length: tokenCount }, () => {
    const token = issue('delivery', randomBytes)
    const { hash, keyId } = hashSecret(ring.current, token)
    insert.run(token.id, hash, keyId)
    return token.text.expose()
  })
  database.exec('commit')
  return texts
}

await runCase(async ({ rounds, seconds }) => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-token-check-'))
  const database = new DatabaseSync(join(folder, 'tokens.db'))
  const texts = fill(database)
  const row = database.prepare('select secret_hash as hash, key_id as keyId, version from tokens where id = ?')
  const policy = compile([{ effect: 'allow', actions: ['content.read'], resources: ['content:articles:*'] }])
  const space = { id: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11', slug: 'shop' }
  const target = { area: 'content', space, type: 'articles', id: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a12' } as const

  const check = (text: string): boolean => {
    const parsed = parse(text)
    if (!parsed.ok) return false
    const stored = row.get(parsed.id)
    if (typeof stored?.['hash'] !== 'string' || typeof stored['keyId'] !== 'string') return false
    if (!verifySecret(ring, parsed, { hash: stored['hash'], keyId: stored['keyId'] }).ok) return false
    return decide(policy, { action: 'content.read', principal: `token:${parsed.id}`, target }).allowed
  }
  const call = (index: number): number => Number(check(texts[(index * 7919) % tokenCount] ?? ''))

  const refused = texts.filter((text) => !check(text)).length
  const acceptedForgery = Number(check(issue('delivery', randomBytes).text.expose()))
  nanosecondsPerCall(1, call)
  const figures: Round[] = []
  for (let round = 0; round < rounds; round += 1) figures.push({ latchkey: nanosecondsPerCall(seconds, call) / 1000 })
  database.close()
  rmSync(folder, { recursive: true })
  return [
    summarise({
      name: 'token check',
      connections: null,
      unit: 'µs/check',
      rounds: figures,
      errors: 0,
      wrongBodies: refused + acceptedForgery,
      target: { of: 'latchkey', atMost: 25 },
    }),
  ]
})
