import { type Client, openClient } from './client.ts'
import { studioHeaders, studioUrl } from './studio-origin.ts'

/** Somebody who can log in. */
export interface Account {
  readonly id: string
  readonly email: string
  password: string
  /** Another session with each call. */
  login(): Promise<{ readonly secret: string; readonly id: string; readonly client: Client }>
  /** Another session of the studio with each call; `secret` is what its cookie holds. */
  loginToStudio(): Promise<{ readonly secret: string; readonly id: string }>
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
    loginToStudio: async () => {
      const body = { email, password: account.password, cookie: true }
      const url = studioUrl(owner.url)
      const answer = await openClient(url).call('POST', '/api/v1/session', { headers: studioHeaders(url), body })
      const [, secret] = /^latchkey=(\w+);/.exec(answer.headers['set-cookie'] ?? '') ?? []
      if (secret === undefined) throw new Error(`The studio answered ${answer.status} and no cookie: ${answer.text}`)
      return { secret, id: answer.body.token.id }
    },
  }
  return account
}
