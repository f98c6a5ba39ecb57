import { Refusing } from '@latchkey/dialect-kit/plan'

/** States in which the vendor refuses what our own API would do; each with the code that it has for it. */
const states = {
  'archive-published': { code: 'WGL422007', detail: 'Only a draft can be archived: unpublish it first.' },
  'delete-published': { code: 'WGL422009', detail: 'What is published cannot be deleted: unpublish it first.' },
  'unarchive-other': { code: 'WGL422008', detail: 'It is not archived.' },
} as const

export type WrongState = keyof typeof states

/** The code of a state that is refused; null for every other problem. */
export function codeOfState(problem: string): string | null {
  return Object.entries(states).find(([name]) => name === problem)?.[1].code ?? null
}

export function refuseState(state: WrongState): Refusing {
  return new Refusing({ problem: state, status: 422, detail: states[state].detail })
}
