import { run } from '@latchkey/cli/run'
import { expect } from 'vitest'
import { type Client, openClient } from './client.ts'
import { type Home, newHome, type Ran, type Served, serveIn } from './latchkey.ts'

export const ada = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }

/** A server that the command line runs, a space `shop` on it, and its owner at the command line. */
export interface Shop {
  readonly home: Home
  readonly server: Served
  readonly owner: Client
  /** Runs a command in this process, whose folder is not the home: files are named by their whole paths. */
  run(words: string | readonly string[], input?: string): Promise<Ran>
  /** Runs a command that has to succeed, and answers what it has written. */
  done(words: string | readonly string[]): Promise<string>
  /** The same, with `--json`. */
  json(words: string | readonly string[]): Promise<any>
  close(): Promise<void>
}

/** Opens one whose space has a type `products` with a number `price`, and an entry `shirt`. */
export async function openShop(): Promise<Shop> {
  const home = newHome()
  const server = await serveIn(home)
  const body = { setup_secret: server.setupSecret, ...ada }
  const { secret } = await openClient(server.url).expect(201, 'POST', '/api/v1/setup', { body })
  const owner = openClient(server.url, secret)
  Object.assign(home.variables, { LATCHKEY_URL: server.url, LATCHKEY_TOKEN: secret, LATCHKEY_SPACE: 'shop' })
  await owner.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Shop' } })
  const type = { slug: 'products', fields: [{ id: 'price', type: 'number' }] }
  await owner.expect(201, 'POST', '/api/v1/spaces/shop/content-types', { body: type })
  const shirt = { type: 'products', slug: 'shirt', fields: { price: 1 } }
  await owner.expect(201, 'POST', '/api/v1/spaces/shop/entries', { body: shirt })
  const done = async (words: string | readonly string[]) => {
    const { code, out, err } = await runIn(home, words)
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
    return out
  }
  return {
    home,
    server,
    owner,
    run: (words, input) => runIn(home, words, input),
    done,
    json: async (words) => JSON.parse(await done(typeof words === 'string' ? `${words} --json` : [...words, '--json'])),
    close: async () => {
      await server.stop()
      home.remove()
    },
  }
}

/** Runs a command in this process, with the home and the variables of a person. */
export async function runIn(
  { folder, variables }: Pick<Home, 'folder' | 'variables'>,
  words: string | readonly string[],
  input = '',
): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await run(typeof words === 'string' ? words.split(' ') : words, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    input: (async function* () {
      yield Buffer.from(input)
    })(),
    interactive: false,
    env: { HOME: folder, ...variables },
    signal: new AbortController().signal,
  })
  const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
  return { code, out: textOf(out), err: textOf(err) }
}
