import autocannon from 'autocannon'
import type { Load } from './load.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by load.ts
const load = JSON.parse(process.argv[2] ?? '') as Required<Load> & { readonly start: number }
let counter = load.start

const nextPath = (): string => {
  counter += 1
  const whole = (counter * 7919) % load.uniqueBelow
  return load.path.replaceAll('{unique}', `${whole}.${String(counter % 100_000_000).padStart(8, '0')}`)
}

const result = await autocannon({
  url: load.url + (load.uniqueBelow > 0 ? '' : load.path),
  headers: load.headers,
  connections: load.connections,
  duration: load.seconds,
  requests: load.uniqueBelow > 0 ? [{ setupRequest: (request) => ({ ...request, path: nextPath() }) }] : [{}],
})

const errors = result.errors + result.timeouts + result.non2xx
console.log(JSON.stringify({ requests: result.requests.total, seconds: result.duration, errors }))
