import { type SessionRules, sessionRules } from '@latchkey/tokens/sessions'

const minuteMs = 60 * 1000
const hourMs = 60 * minuteMs

/** What an instance says about people who sign in. */
export interface SignInSettings {
  /** How long sessions last by themselves: those of the API, and those of the studio's cookie. */
  readonly sessions: Readonly<Record<'api' | 'studio', SessionRules>>
}

/** The environment variables that say it, each with what it is for. */
export const signInVariables = {
  LATCHKEY_SESSION_HOURS: 'Hours after which a session of the API ends by itself (never)',
  LATCHKEY_STUDIO_HOURS: 'Hours after which a session of the studio ends by itself (12)',
  LATCHKEY_STUDIO_IDLE_MINUTES: 'Minutes without a request after which a session of the studio ends (30)',
} as const

type Variables = Readonly<Partial<Record<keyof typeof signInVariables, string | undefined>>>

/** Reads them; what is not said is as for an instance that was told nothing. */
export function readSignInSettings(env: Variables): SignInSettings {
  const { api, studio } = sessionRules
  return {
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
