import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { textAt } from './api.ts'
import { startServer, type ServerProcess } from './server-process.ts'

const bundle = join(import.meta.dirname, '../../packages/cli/dist/latchkey')
const installed = mkdtempSync(join(tmpdir(), 'latchkey-bench-program-'))
process.once('exit', () => rmSync(installed, { recursive: true }))

/** The one place that knows how a Latchkey is started: as it is published, away from the packages around it here. */
const command = (dataFolder: string): string[] => {
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing: npm run build makes it.`)
  const program = join(installed, 'latchkey.mjs')
  if (!existsSync(program)) cpSync(bundle, installed, { recursive: true })
  return [program, 'serve', `--data=${dataFolder}`, '--port=0', '--json']
}

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
