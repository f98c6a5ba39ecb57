import type { TestApp } from './test-app.ts'

/** What a crawl of the delivery API has found: ids, and of each type the fields that its shape tells. */
export interface Crawled {
  readonly types: ReadonlyMap<string, CrawledType>
  readonly files: ReadonlyMap<string, { readonly media_type: string; readonly private: boolean }>
  readonly datasources: ReadonlyMap<string, number>
  /** Entries and files that were only met as what another one includes. */
  readonly includedAlone: readonly string[]
}

export interface CrawledType {
  readonly fields: readonly string[]
  /** Ids by the locale that was asked for; `*` for any. */
  readonly entries: ReadonlyMap<string, ReadonlySet<string>>
}

interface Shape {
  readonly slug: string
  readonly fields: readonly { readonly id: string; readonly type: string }[]
}

/** Reads all that a key can read: every type in every locale, all pages with all that they include, all files and datasources. */
export async function crawl(app: TestApp, token: string, query: string, locales: readonly string[]): Promise<Crawled> {
  const get = async (path: string) => {
    const answer = await app.call('GET', `/delivery/v1/spaces/shop/${path}`, { token })
    return answer.status === 200 ? answer.body : null
  }
  const pages = async (path: string, where = `&${query}`) => {
    const items: any[] = []
    for (let after = ''; ;) {
      const body = await get(`${path}${path.includes('?') ? '&' : '?'}limit=3${where}${after}`)
      if (body === null) return items
      if (body.items === undefined) return [body]
      items.push(...body.items)
      if (body.next === null) return items
      after = `&after=${encodeURIComponent(body.next)}`
    }
  }
  const place = query.replace(/&?state=\w+/, '')
  const shapes: readonly Shape[] = (await get(`content-types?${place}`))?.items ?? []
  const types = new Map<string, CrawledType>()
  const included = new Set<string>()
  for (const { slug, fields } of shapes) {
    const entries = new Map<string, ReadonlySet<string>>()
    for (const locale of ['*', ...locales]) {
      const plain = await pages(`content/${slug}?locale=${locale}`)
      entries.set(locale, new Set(plain.map(({ id }) => id)))
      for (const { id } of fields.filter(({ type }) => type === 'reference' || type === 'asset')) {
        for (const entry of await pages(`content/${slug}?locale=${locale}&include=${id}`))
          for (const found of Object.keys(entry.includes ?? {})) included.add(found)
      }
    }
    types.set(slug, { fields: fields.map(({ id }) => id), entries })
  }
  const files = new Map((await pages('assets')).map(({ id, ...file }) => [id, file]))
  const datasources = new Map<string, number>()
  for (const { slug } of (await get('datasources'))?.items ?? [])
    datasources.set(slug, (await pages(`datasources/${slug}`, '')).length)
  const listed = new Set([
    ...files.keys(),
    ...[...types.values()].flatMap((type) => [...type.entries.values()].flatMap((ids) => [...ids])),
  ])
  return { types, files, datasources, includedAlone: [...included].filter((id) => !listed.has(id)) }
}
