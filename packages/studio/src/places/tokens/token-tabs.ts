import { handleOf } from '@latchkey/tokens/text'
import { kinds } from '@latchkey/tokens/kinds'
import type { Token } from '../../api/answers.ts'
import { dayMs } from '../../pieces/moments.ts'

/** The ways in which a list of tokens is looked through, each with the tokens that it is about. */
export const tabs = {
  all: () => true,
  expiring: (token: Token, now: number) =>
    isLive(token) && token.expires_at !== null && Date.parse(token.expires_at) - now <= 30 * dayMs,
  unused: (token: Token, now: number) =>
    token.state === 'active' && now - Date.parse(token.last_used_at ?? token.created_at) > 30 * dayMs,
  public: (token: Token) => isLive(token) && kinds[token.kind].publishable,
  unlimited: (token: Token) => isLive(token) && token.expires_at === null,
  inactive: (token: Token) => token.state === 'inactive',
  ended: (token: Token) => !isLive(token),
} as const satisfies Record<string, (token: Token, now: number) => boolean>

export type Tab = keyof typeof tabs

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the object above.
export const tabNames = Object.keys(tabs) as Tab[]

/** It works, or can be made to work again. */
export function isLive({ state }: Token): boolean {
  return state === 'active' || state === 'inactive'
}

/** How urgent an expiry is: under 3 days, under 14 days. */
export function expiryTone({ expires_at: expiresAt, state }: Token, now: number): 'danger' | 'warning' | undefined {
  if (expiresAt === null || (state !== 'active' && state !== 'inactive')) return undefined
  const left = Date.parse(expiresAt) - now
  return left < 3 * dayMs ? 'danger' : left < 14 * dayMs ? 'warning' : undefined
}

/** Whether it was made a week ago or longer and never used. */
export function isForgotten({ created_at: createdAt, last_used_at: lastUsedAt, state }: Token, now: number): boolean {
  return state === 'active' && lastUsedAt === null && now - Date.parse(createdAt) > 7 * dayMs
}

/** The public id in what was pasted, when that is a whole token; null for other texts. Its secret goes nowhere. */
export function pastedId(text: string): string | null {
  return handleOf(text.trim())?.id ?? null
}

/** The tokens whose name, note or id holds a text; for a whole token, the one that it is the text of. */
export function search(tokens: readonly Token[], text: string): readonly Token[] {
  const id = pastedId(text)
  if (id !== null) return tokens.filter((token) => token.id === id)
  const wanted = text.trim().toLowerCase()
  return tokens.filter((token) =>
    [token.name, token.description, token.id, token.masked].some((each) => each.toLowerCase().includes(wanted)),
  )
}
