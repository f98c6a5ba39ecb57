import { problems } from '@latchkey/contract/problems'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../pipeline/refusal.ts'

/** How often passwords may be guessed. Counted in the memory of this process: several nodes allow as many times more. */
export interface GuessLimits {
  /**
   * Counts a try before it is judged, so that tries at once count too. Refuses it with too-many-requests and Retry-After.
   *
   * `identity` is normalised, and counts alike whether anybody is known by it. `network`: the peer's address,
   * or what else the tries come from.
   */
  count(identity: string, network: string): Promise<void>
  /** Takes back what a right password was counted for. */
  forgive(identity: string, network: string): Promise<void>
}

const seconds = 15 * 60
/** Many people may share a network; nobody mistypes one password twenty times. */
const passwordLimits = { identity: 20, network: 100 }

/** `limits`: tries within a quarter of an hour. */
export function openGuessLimits(limits = passwordLimits): GuessLimits {
  const identities = new RateLimiterMemory({ points: limits.identity, duration: seconds })
  const networks = new RateLimiterMemory({ points: limits.network, duration: seconds })
  return {
    count: async (identity, network) => {
      await consume(networks, networkOf(network))
      await consume(identities, identity)
    },
    forgive: async (identity, network) => {
      await identities.delete(identity)
      await networks.reward(networkOf(network))
    },
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const wait = String(Math.ceil(error.msBeforeNext / 1000))
    throw new Refusal(problems.tooManyRequests, undefined, {}, { 'Retry-After': wait })
  }
}

/** What counts as one network: an IPv4 address, or the /64 that a host on IPv6 can choose its addresses from. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? []
  const before = groupsOf(head)
  const after = groupsOf(tail ?? '')
  const gap = tail === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array.from({ length: Math.max(gap, 0) }, () => '0'), ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}
