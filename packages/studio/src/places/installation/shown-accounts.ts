import type { User } from '../../api/answers.ts'

/** The ways in which the list of accounts is narrowed. */
export const narrowings = {
  all: () => true,
  active: ({ state }: User) => state === 'active',
  suspended: ({ state }: User) => state === 'suspended',
  administrators: ({ installation_administrator: administers }: User) => administers,
} as const satisfies Record<string, (user: User) => boolean>

export type Narrowing = keyof typeof narrowings

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the object above.
export const narrowingNames = Object.keys(narrowings) as Narrowing[]

/** The accounts of a narrowing whose name or address holds a text, by name. */
export function shownAccounts(users: readonly User[], narrowing: Narrowing, text: string): readonly User[] {
  const wanted = text.trim().toLowerCase()
  return users
    .filter(narrowings[narrowing])
    .filter(({ name, email }) => [name, email].some((each) => each.toLowerCase().includes(wanted)))
    .toSorted((a, b) => a.name.localeCompare(b.name) || a.email.localeCompare(b.email))
}
