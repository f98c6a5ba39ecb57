import { type Client, openClient } from './client.ts'

/** Somebody who can log in. */
export interface Account {
  readonly id: string
  readonly email: string
  password: string
  /** Another session with each call. */
  login(): Promise<{ readonly secret: string; readonly id: string; readonly client: Client }>
}

export type Accounts = readonly Account[]

/** Makes accounts that are in no space yet. */
export async function openAccounts(owner: Client, count: number): Promise<Accounts> {
  return Promise.all(Array.from({ length: count }, (_, index) => openAccount(owner, `person-${index}@example.com`)))
}

async function openAccount(owner: Client, email: string): Promise<Account> {
  const password = 'a long enough password'
  const { id } = await owner.expect(201, 'POST', '/api/v1/users', { body: { email, password, name: 'Person' } })
  const account: Account = {
    id,
    email,
    password,
    login: async () => {
      const body = { email, password: account.password }
      const { secret, token } = await owner.expect(201, 'POST', '/api/v1/session', { token: null, body })
      return { secret, id: token.id, client: openClient(owner.url, secret) }
    },
  }
  return account
}
