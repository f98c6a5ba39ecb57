import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { createDeliveryClient } from '@latchkey/client/delivery'
import type { Country } from 'world-countries'
import { latchkey, startServer } from './latchkey.ts'

// Imports every country of the world through the command line, and reads them back with a delivery token.

/** Which translation of the data set belongs to which locale; English is the country's own `name`. */
const languages = { de: 'deu', fr: 'fra', es: 'spa', ja: 'jpn' } as const

interface Fields {
  readonly name: Readonly<Record<string, string>>
  readonly area: number
  readonly region: string
  readonly borders?: readonly string[]
}

const space = 'world'
const file = createRequire(import.meta.url).resolve('world-countries/countries.json')
const home = mkdtempSync(join(tmpdir(), 'latchkey-countries-'))
const server = await startServer(join(home, 'data'))

try {
  // Logins and positions of this run stay in its own folder.
  const variables = {
    LATCHKEY_URL: server.url,
    LATCHKEY_SPACE: space,
    XDG_CONFIG_HOME: home,
    XDG_STATE_HOME: home,
    LATCHKEY_TOKEN: '',
  }
  const run = (words: readonly string[], input?: string) => latchkey(words, variables, input)

  await latchkey(
    ['setup', '--email', 'ada@example.com', '--name', 'Ada', '--password-stdin'],
    { ...variables, LATCHKEY_SETUP_SECRET: server.setupSecret },
    'only for this example',
  )
  console.log(await run(['space', 'create', space, '--name', 'Countries of the world', '--locale', 'en']))
  for (const code of Object.keys(languages)) {
    await run([
      'call',
      'locales.create',
      '--param',
      `space=${space}`,
      '--body',
      JSON.stringify({ code, fallback: 'en' }),
    ])
  }
  await run([
    'call',
    'content-types.create',
    '--param',
    `space=${space}`,
    '--body',
    `@${join(import.meta.dirname, 'content-type.json')}`,
  ])
  console.log(
    await run(['content', 'import', file, '--type', 'countries', '--slug-from', 'cca3', '--publish', ...maps()]),
  )
  const token = await run(['token', 'create', '--kind', 'delivery', '--name', 'Atlas'])
  await readBack(token)
} finally {
  await server.stop()
  rmSync(home, { recursive: true })
}

function maps(): string[] {
  const plain = {
    code: 'cca3',
    capital: 'capital',
    region: 'region',
    subregion: 'subregion',
    area: 'area',
    landlocked: 'landlocked',
    borders: 'borders',
    currencies: 'currencies',
    languages: 'languages',
    flag: 'flag',
  }
  const named = Object.entries(languages).flatMap(([locale, code]) => [
    `name@${locale}=translations.${code}.common`,
    `official_name@${locale}=translations.${code}.official`,
  ])
  const all = [
    'name@en=name.common',
    'official_name@en=name.official',
    ...named,
    ...Object.entries(plain).map(([field, path]) => `${field}=${path}`),
  ]
  return all.flatMap((map) => ['--map', map])
}

async function readBack(token: string): Promise<void> {
  const site = createDeliveryClient({ url: server.url, space, token })
  console.log('\nThe largest countries of Europe, in German:')
  const largest = await site.list<{ name: string; area: number; region: string }>('countries', {
    filter: { region: 'Europe', area: { gt: 300_000 } },
    order: ['-area'],
    locale: 'de',
    limit: 5,
    count: true,
  })
  for (const { fields } of largest.items) console.log(`  ${fields.name.padEnd(12)} ${fields.area} km²`)

  const expected = new Map(countries().map((country) => [country.cca3.toLowerCase(), country]))
  for await (const { slug, fields } of site.all<Fields>('countries', { locale: '*', limit: 100 })) {
    const country = expected.get(slug)
    if (country === undefined) throw new Error(`${slug} was not in the file.`)
    expected.delete(slug)
    compare(slug, fields, country)
  }
  if (expected.size > 0) throw new Error(`Missing: ${[...expected.keys()].join(', ')}`)
  console.log('\nEvery country of the file was read back as it is there.')
}

function countries(): Country[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the data set comes with this type.
  return JSON.parse(readFileSync(file, 'utf8')) as Country[]
}

function compare(slug: string, { name, area, region, borders = [] }: Fields, country: Country): void {
  const translated = Object.entries(languages).map(([locale, code]): [string, unknown] => [
    locale,
    country.translations[code]?.common,
  ])
  const wanted = {
    name: Object.fromEntries<unknown>([['en', country.name.common], ...translated]),
    area: country.area,
    region: country.region,
    borders: country.borders,
  }
  if (!isDeepStrictEqual({ name: { ...name }, area, region, borders }, wanted)) {
    throw new Error(`${slug} differs: ${JSON.stringify({ name, area, region, borders })} ${JSON.stringify(wanted)}`)
  }
}
