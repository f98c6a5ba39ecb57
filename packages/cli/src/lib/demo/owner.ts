import { readFile, writeFile } from 'node:fs/promises'
import { type Client, createClient } from '@latchkey/client/client'
import { sessionSecret } from '../sign-in.ts'

/** The account of a demo. Its password is made at the first start and kept beside the data, for the owner's eyes alone. */
export interface Owner {
  readonly email: string
  readonly password: string
}

/** The owner of the demo in the given file: made with the set-up secret of a new server, or read. */
export async function ownerOf(
  path: string,
  fresh: () => Owner,
  setup: { url: string; secret: string | null },
): Promise<Owner> {
  if (setup.secret === null) return readOwner(path)
  const owner = await readOwner(path).catch(fresh)
  await writeFile(path, `${JSON.stringify(owner, null, 2)}\n`, { mode: 0o600 })
  const client = createClient({ url: setup.url })
  const { secret } = await client.setup.createOwner({
    body: { setup_secret: setup.secret, name: 'Demo owner', ...owner },
  })
  await createClient({ url: setup.url, token: secret }).session.logout()
  return owner
}

async function readOwner(path: string): Promise<Owner> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by ownerOf alone.
  return JSON.parse(await readFile(path, 'utf8')) as Owner
}

/** Does something as the owner, in a session that ends with it. */
export async function asOwner<Value>(
  url: string,
  { email, password }: Owner,
  work: (client: Client) => Promise<Value>,
): Promise<Value> {
  const session = await createClient({ url }).session.login({ body: { email, password } })
  if ('second_factor_required' in session)
    throw new Error('The owner of the demo has a second factor: start a new demo.')
  const client = createClient({ url, token: sessionSecret(session) })
  try {
    return await work(client)
  } finally {
    await client.session.logout()
  }
}
