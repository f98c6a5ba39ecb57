import { join } from 'node:path'
import { startServer, type ServerProcess } from './server-process.ts'

const root = join(import.meta.dirname, '../..')

/** The one place that knows how a Latchkey is started. */
const command = (dataFolder: string): string[] => [
  join(root, 'packages/cli/src/main.ts'),
  'serve',
  `--data=${dataFolder}`,
  '--port=0',
]

/** Starts Latchkey on a data folder, which may be empty, on a loopback port of its own choice. */
export const startLatchkey = (
  dataFolder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> => startServer(command(dataFolder), { NODE_ENV: 'production', ...environment })

/** The one-time secret for the first owner, which a new instance prints at its first start. */
export const setupSecretOf = ({ greeting }: ServerProcess): string => {
  const secret = /setup[ _-]?secret\W+(?<secret>[\w-]{16,})/i.exec(greeting)?.groups?.['secret']
  if (secret === undefined) throw new Error(`The first start printed no set-up secret. It printed:\n${greeting}`)
  return secret
}
