import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureStudio, site } from '@latchkey/studio/build'
import { build } from 'esbuild'
import { readManifest } from './lib/workspaces.ts'

// The published package `latchkey`: server and command line in one file that needs nothing but Node, the studio beside it.
const root = join(import.meta.dirname, '..')
const cli = join(root, 'packages/cli')
const folder = join(cli, 'dist/latchkey')
rmSync(folder, { recursive: true, force: true })
mkdirSync(join(folder, 'bin'), { recursive: true })

const { metafile } = await build({
  entryPoints: [join(cli, 'src/main.ts')],
  outfile: join(folder, 'latchkey.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Function names stay readable in stack traces.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  // CommonJS packages inside the bundle ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);",
  },
  // An optional native driver that pg looks for and does without.
  external: ['pg-native'],
})
await ensureStudio()
// Without what describes the build to its tests.
cpSync(site, join(folder, 'studio'), { recursive: true, filter: (path) => !path.endsWith('.vite') })
copyFileSync(join(cli, 'bin/latchkey.mjs'), join(folder, 'bin/latchkey.mjs'))
copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
chmodSync(join(folder, 'bin/latchkey.mjs'), 0o755)
const { version } = readManifest(join(cli, 'package.json'))
const published = {
  name: 'latchkey',
  version,
  license: 'Apache-2.0',
  type: 'module',
  bin: { latchkey: 'bin/latchkey.mjs' },
  engines: { node: '>=24' },
  files: ['bin', 'latchkey.mjs', 'studio'],
}
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`)

const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(2)} MiB`
const program = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0)
const studio = readdirSync(join(folder, 'studio/assets')).reduce(
  (sum, name) => sum + statSync(join(folder, 'studio/assets', name)).size,
  0,
)
console.log(`${folder}: ${mebibytes(program)}, and the studio ${mebibytes(studio)}`)
