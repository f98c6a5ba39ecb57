import type { FreshFor } from '@latchkey/contract/operation'
import { type SessionRules, sessionRules } from '@latchkey/tokens/sessions'

const minuteMs = 60 * 1000
const hourMs = 60 * minuteMs

/** What an instance says about people who sign in. */
export interface SignInSettings {
  /** How long sessions last by themselves: those of the API, and those of the studio's cookie. */
  readonly sessions: Readonly<Record<'api' | 'studio', SessionRules>>
  /** How recent the proof of who holds a session has to be, in milliseconds, by what it is for. */
  readonly freshLoginMs: Readonly<Record<FreshFor, number>>
}

/** The environment variables that say it, each with what it is for. */
export const signInVariables = {
  LATCHKEY_SESSION_HOURS: 'Hours after which a session of the API ends by itself (never)',
  LATCHKEY_STUDIO_HOURS: 'Hours after which a session of the studio ends by itself (12)',
  LATCHKEY_FRESH_LOGIN_MINUTES:
    'Minutes for which a login counts as fresh, to read a secret again or change an account (15)',
  LATCHKEY_FRESH_MINT_MINUTES: 'Minutes for which it does to make a token (60)',
  LATCHKEY_STUDIO_IDLE_MINUTES: 'Minutes without a request after which a session of the studio ends (30)',
} as const

type Variables = Readonly<Partial<Record<keyof typeof signInVariables, string | undefined>>>

/** Reads them; what is not said is as for an instance that was told nothing. */
export function readSignInSettings(env: Variables): SignInSettings {
  const { api, studio } = sessionRules
  const freshMs = readTime(env, 'LATCHKEY_FRESH_LOGIN_MINUTES', minuteMs) ?? 15 * minuteMs
  return {
    freshLoginMs: {
      reveal: freshMs,
      account: freshMs,
      mint: readTime(env, 'LATCHKEY_FRESH_MINT_MINUTES', minuteMs) ?? 60 * minuteMs,
    },
    sessions: {
      api: { ...api, lifetimeMs: readTime(env, 'LATCHKEY_SESSION_HOURS', hourMs) ?? api.lifetimeMs },
      studio: {
        ...studio,
        lifetimeMs: readTime(env, 'LATCHKEY_STUDIO_HOURS', hourMs) ?? studio.lifetimeMs,
        idleMs: readTime(env, 'LATCHKEY_STUDIO_IDLE_MINUTES', minuteMs) ?? studio.idleMs,
      },
    },
  }
}

/** A number of units, in milliseconds; null for one that is not given. */
function readTime(env: Variables, name: keyof Variables, unitMs: number): number | null {
  const text = env[name]
  if (text === undefined) return null
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new Error(`${name} is ${text}: give a whole number from 1 to 99999.`)
  return Number(text) * unitMs
}
