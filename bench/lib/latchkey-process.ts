import { join } from 'node:path'
import { textAt } from './api.ts'
import { startServer, type ServerProcess } from './server-process.ts'

const root = join(import.meta.dirname, '../..')

/** The one place that knows how a Latchkey is started. */
const command = (dataFolder: string): string[] => [
  join(root, 'packages/cli/src/main.ts'),
  'serve',
  `--data=${dataFolder}`,
  '--port=0',
  '--json',
]

/** Starts Latchkey on a data folder, which may be empty, on a loopback port of its own choice. */
export const startLatchkey = (
  dataFolder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> =>
  startServer(command(dataFolder), { NODE_ENV: 'production', LATCHKEY_LOG: 'warn', ...environment })

/** The one-time secret for the first owner, which an instance without one prints as it starts. */
export const setupSecretOf = ({ greeting }: ServerProcess): string => {
  const printed: unknown = JSON.parse(greeting.split('\n').at(-1) ?? '')
  return textAt(printed, 'setup_secret')
}
