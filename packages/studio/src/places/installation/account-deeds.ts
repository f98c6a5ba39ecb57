import type { User } from '../../api/answers.ts'
import { api } from '../../api/client.ts'

/** What an administrator does to an account with one press, after being told what it means. */
interface AccountDeed {
  readonly run: (user: string) => Promise<unknown>
  /** Whether it is worth offering. */
  readonly fits: (user: User) => boolean
  /** It takes something away, and looks like it. */
  readonly takes: boolean
  /** It ends the sessions of the account: for one’s own there are the pages of the person. */
  readonly endsSessions: boolean
}

const update = (body: NonNullable<Parameters<typeof api.users.update>[1]>['body']) => (user: string) =>
  api.users.update({ user }, { body })

export const accountDeeds = {
  promote: {
    run: update({ installation_administrator: true }),
    fits: (user) => !user.installation_administrator && user.state === 'active',
    takes: false,
    endsSessions: false,
  },
  demote: {
    run: update({ installation_administrator: false }),
    fits: (user) => user.installation_administrator,
    takes: true,
    endsSessions: false,
  },
  resetFactors: { run: (user) => api.users.resetFactors({ user }), fits: () => true, takes: true, endsSessions: true },
  suspend: {
    run: update({ state: 'suspended' }),
    fits: ({ state }) => state === 'active',
    takes: true,
    endsSessions: true,
  },
  readmit: {
    run: update({ state: 'active' }),
    fits: ({ state }) => state === 'suspended',
    takes: false,
    endsSessions: false,
  },
} as const satisfies Record<string, AccountDeed>

export type AccountDeedName = keyof typeof accountDeeds

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the object above.
export const accountDeedNames = Object.keys(accountDeeds) as AccountDeedName[]
