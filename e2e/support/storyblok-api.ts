import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** A space of the vendor as its management API shows it, from an exported folder; busy at every fifth request. */
export async function serveStoryblokApi(folder: string, token: string) {
  const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'))
  const stories: any[] = readdirSync(join(folder, 'stories/12345')).map((name) => read(`stories/12345/${name}`).story)
  const answers: Record<string, (query: URLSearchParams) => unknown> = {
    '': () => ({ space: { id: 12345, ...read('languages/12345/languages.json') } }),
    '/components': () => ({ components: read('components/12345/components.json') }),
    '/stories': (query) => ({ stories: pageOf(stories, query).map((story) => without('content', story)) }),
    '/assets': () => ({ assets: [] }),
    '/asset_folders': () => ({ asset_folders: [] }),
    '/datasources': () => ({
      datasources: read('datasources/12345/datasources.json').map((each: any) => without('entries', each)),
    }),
    '/datasource_entries': (query) => ({ datasource_entries: entriesOf(query.get('dimension')) }),
    ...Object.fromEntries(stories.map((story) => [`/stories/${story.id}`, () => ({ story })])),
  }
  const entriesOf = (dimension: string | null) =>
    read('datasources/12345/datasources.json')[0].entries.map(({ dimension_value: value, ...entry }: any) => ({
      ...entry,
      dimension_value: dimension === null ? null : value,
    }))
  let requests = 0
  const server = createServer((request, response) => {
    const [status, body, headers] = answerTo(request)
    send(response, status, body, headers)
  })
  const answerTo = (request: IncomingMessage): [number, unknown, Record<string, string>?] => {
    const url = new URL(request.url ?? '', 'http://localhost')
    requests += 1
    if (requests % 5 === 0) return [429, { error: 'Rate limit reached.' }, { 'retry-after': '0' }]
    if (request.headers.authorization !== token) return [401, { error: 'Unauthorized' }]
    const path = url.pathname.replace('/v1/spaces/12345', '')
    const answer = answers[path]
    if (answer === undefined) return [404, ['This record could not be found']]
    return [200, answer(url.searchParams), path === '/stories' ? { total: String(stories.length) } : {}]
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function pageOf<Item>(items: readonly Item[], query: URLSearchParams): Item[] {
  const [page, perPage] = [Number(query.get('page')), Number(query.get('per_page'))]
  return items.slice((page - 1) * perPage, page * perPage)
}

function without(name: string, thing: object): object {
  return Object.fromEntries(Object.entries(thing).filter(([key]) => key !== name))
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
