import { expect } from 'vitest'
import type { TestApp } from './test-app.ts'

const delivery = '/delivery/v1/spaces/shop'

/** What somebody keeps of what a token reads, by being told of changes. */
export class Mirror {
  readonly #app: TestApp
  readonly #token: string
  readonly #query: string
  readonly #kept = new Map<string, unknown>()
  #cursor: string | null = null

  /** `query`: what is asked for besides, such as `locale=de`. */
  constructor(app: TestApp, token: string, query = '') {
    this.#app = app
    this.#token = token
    this.#query = query
  }

  get cursor(): string | null {
    return this.#cursor
  }

  /** The ids that are kept. */
  get ids(): string[] {
    return [...this.#kept.keys()].toSorted()
  }

  /** Takes one answer. */
  async step(limit = 1000): Promise<{ readonly items: any[]; readonly more: boolean }> {
    const since = this.#cursor === null ? '' : `&since=${this.#cursor}`
    const path = `${delivery}/changes?limit=${limit}&${this.#query}${since}`
    const answer = await this.#app.expect(200, 'GET', path, { token: this.#token })
    for (const item of answer.items) {
      const { id } = item.entry ?? item.asset ?? item
      if (String(item.change).endsWith('.live')) this.#kept.set(id, item.entry ?? item.asset)
      else this.#kept.delete(id)
    }
    this.#cursor = answer.cursor
    return answer
  }

  /** Takes answers until there are no more. Answers what was told. */
  async pull(limit = 1000): Promise<any[]> {
    const told: any[] = []
    for (;;) {
      const { items, more } = await this.step(limit)
      told.push(...items)
      if (!more) return told
    }
  }

  /** What the token reads now, by id, as lists have it. */
  async listed(): Promise<Map<string, unknown>> {
    const found = new Map<string, unknown>()
    for (const list of ['content', 'assets']) {
      const query = list === 'content' ? this.#query : ''
      const path = `${delivery}/${list}?limit=1000&${query}`
      const { status, body } = await this.#app.call('GET', path, { token: this.#token })
      for (const item of status === 200 ? body.items : []) found.set(item.id, item)
    }
    return found
  }

  /** Fails the test unless what is kept is what lists have. */
  async expectWhole(): Promise<void> {
    expect(sorted(this.#kept)).toEqual(sorted(await this.listed()))
  }
}

function sorted(things: ReadonlyMap<string, unknown>): [string, unknown][] {
  return [...things].toSorted(([one], [other]) => (one < other ? -1 : 1))
}
