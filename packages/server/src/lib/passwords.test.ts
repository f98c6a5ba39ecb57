import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openPasswords } from './passwords.ts'

const passwords = openPasswords(randomBytes, { memory: 64, passes: 1, lanes: 1 })

test('a password is told from another one', async () => {
  const stored = await passwords.hash('correct horse')
  expect(await passwords.verify('correct horse', stored)).toBe(true)
  expect(await passwords.verify('correct horsE', stored)).toBe(false)
})

test('the same password hashes differently each time, and never in the clear', async () => {
  const [one, other] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/)
  expect(one).not.toBe(other)
})

test('a hash made at another cost is still checked', async () => {
  const stored = await openPasswords(randomBytes, { memory: 128, passes: 2, lanes: 1 }).hash('correct horse')
  expect(await passwords.verify('correct horse', stored)).toBe(true)
})

test('code points that look and mean the same are the same password', async () => {
  expect(await passwords.verify('cafe\u0301 \ufb01ne', await passwords.hash('café fine'))).toBe(true)
})

test('nobody’s password is never right', async () => {
  expect(await passwords.verify('', null)).toBe(false)
})

test('many at once are answered in turn, too many are refused', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 110 }, () => passwords.verify('x', null)))
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused).toHaveLength(8)
})
