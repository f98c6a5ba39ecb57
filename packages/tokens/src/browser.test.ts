import { build } from 'esbuild'
import { expect, test } from 'vitest'

/** The files that the studio and other pages load: bundling for a browser fails on anything of Node's own. */
const forBrowsers = [
  'reach-in-words',
  'kinds',
  'text',
  'scan',
  'secret',
  'scope',
  'scope-issues',
  'spaces',
  'life',
  'rotation',
  'limits',
]

test.each(forBrowsers)('%s loads in a browser', async (name) => {
  const { errors } = await build({
    entryPoints: [`${import.meta.dirname}/${name}.ts`],
    bundle: true,
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  })
  expect(errors).toEqual([])
})
