import { argon2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Random } from '@latchkey/tokens/random'
import { limitAtOnce } from './limit-at-once.ts'

/** What a hash costs: `memory` in KiB. */
export interface PasswordCost {
  readonly memory: number
  readonly passes: number
  readonly lanes: number
}

/** OWASP Password Storage Cheat Sheet, Argon2id (read 2026-11): 19 MiB, two passes, one lane; some 35 ms. */
const costToday: PasswordCost = { memory: 19_456, passes: 2, lanes: 1 }

/** More than two at once would take the processor from everybody else. */
const atOnceMax = 2
const waitingMax = 100

/** Hashes and checks passwords with Argon2id, two at a time. Never inside a transaction: others would wait for it. */
export interface Passwords {
  /** `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. */
  hash(password: string): Promise<string>
  /** Null, for people who are unknown or have no password, costs the same and is false. */
  verify(password: string, stored: string | null): Promise<boolean>
}

/** Both refuse with too-many-requests while a hundred others wait. */
export function openPasswords(random: Random, cost = costToday): Passwords {
  const inTurn = limitAtOnce(atOnceMax, waitingMax)
  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = Buffer.from(random(16))
        return write(cost, salt, await derive(password, cost, salt))
      }),
    verify: (password, stored) =>
      inTurn(async () => {
        const parts = stored === null ? null : read(stored)
        const { cost: itsCost, salt, hash } = parts ?? { cost, salt: Buffer.alloc(16), hash: Buffer.alloc(32) }
        const derived = await derive(password, itsCost, salt)
        return parts !== null && timingSafeEqual(derived, hash)
      }),
  }
}

const derivation = promisify(argon2)

function derive(password: string, { memory, passes, lanes }: PasswordCost, salt: Uint8Array): Promise<Buffer> {
  // The same password typed on another system may come as other code points.
  const message = password.normalize('NFKC')
  return derivation('argon2id', { message, nonce: salt, parallelism: lanes, tagLength: 32, memory, passes })
}

function write({ memory, passes, lanes }: PasswordCost, salt: Buffer, hash: Buffer): string {
  return ['', 'argon2id', 'v=19', `m=${memory},t=${passes},p=${lanes}`, unpadded(salt), unpadded(hash)].join('$')
}

/** The PHC string format writes base64 without padding. */
function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

function read(stored: string): { cost: PasswordCost; salt: Buffer; hash: Buffer } {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]{43})$/.exec(stored)
  const [, memory, passes, lanes, salt, hash] = match ?? []
  if (salt === undefined || hash === undefined) {
    throw new Error('A stored password hash is not one that this server wrote: restore the accounts table.')
  }
  return {
    cost: { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}
