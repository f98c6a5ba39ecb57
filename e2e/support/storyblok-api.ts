import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** A space of the vendor as its management API shows it, from an exported folder; busy at every fifth request. */
export async function serveStoryblokApi(folder: string, token: string) {
  const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'))
  const stories: any[] = readdirSync(join(folder, 'stories/12345')).map((name) => read(`stories/12345/${name}`).story)
  const answers: Record<string, (query: URLSearchParams) => unknown> = {
    '': () => ({ space: { id: 12345, ...read('languages/12345/languages.json') } }),
    '/components': () => ({ components: read('components/12345/components.json') }),
    '/stories': (query) => ({ stories: pageOf(stories, query).map(({ content: _, ...listed }) => listed) }),
    '/assets': () => ({ assets: [] }),
    '/asset_folders': () => ({ asset_folders: [] }),
    '/datasources': () => ({ datasources: read('datasources/12345/datasources.json').map(without) }),
    '/datasource_entries': (query) => ({ datasource_entries: entriesOf(query.get('dimension')) }),
    ...Object.fromEntries(stories.map((story) => [`/stories/${story.id}`, () => ({ story })])),
  }
  const without = ({ entries: _, ...datasource }: any) => datasource
  const entriesOf = (dimension: string | null) =>
    read('datasources/12345/datasources.json')[0].entries.map(({ dimension_value: value, ...entry }: any) => ({
      ...entry,
      dimension_value: dimension === null ? null : value,
    }))
  let requests = 0
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    requests += 1
    if (requests % 5 === 0) return send(response, 429, { error: 'Rate limit reached.' }, { 'retry-after': '0' })
    if (request.headers.authorization !== token) return send(response, 401, { error: 'Unauthorized' })
    const path = url.pathname.replace('/v1/spaces/12345', '')
    const answer = answers[path]
    if (answer === undefined) return send(response, 404, ['This record could not be found'])
    const total: Record<string, string> = path === '/stories' ? { total: String(stories.length) } : {}
    send(response, 200, answer(url.searchParams), total)
  })
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

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
