import { isProblem, isSignedOut } from '../api/problems.ts'

/** What the person is asked for before something can go on. */
export type Need = 'proof' | 'sign-in'

interface Pending {
  readonly need: Need
  readonly settle: (given: boolean) => void
}

let pending: Pending | null = null
const listeners = new Set<() => void>()

function set(next: Pending | null): void {
  pending = next
  for (const listen of listeners) listen()
}

/** What is asked for now; null when nothing is. For `useSyncExternalStore`. */
export const needs = {
  subscribe: (listen: () => void): (() => void) => {
    listeners.add(listen)
    return () => listeners.delete(listen)
  },
  current: (): Need | null => pending?.need ?? null,
  /** Says whether the person has given what was asked for. */
  settle(given: boolean): void {
    const { settle } = pending ?? {}
    set(null)
    settle?.(given)
  },
}

/**
 * Does something, and does it again after the person has given what it takes: a proof of who they are, or a new sign-in.
 * Rejects with the refusal when they do not.
 */
export async function attempt<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    const need = isProblem(error, 'fresh-login-required') ? 'proof' : isSignedOut(error) ? 'sign-in' : null
    if (need === null || !(await asked(need))) throw error
    return attempt(work)
  }
}

function asked(need: Need): Promise<boolean> {
  needs.settle(false)
  return new Promise((settle) => {
    set({ need, settle })
  })
}
