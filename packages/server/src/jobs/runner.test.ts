import { createEntry } from '@latchkey/contract/entries/operations'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../database/test-databases.ts'
import { problems } from '@latchkey/contract/problems'
import type { Author } from '../pipeline/author.ts'
import { refuse } from '../pipeline/refusal.ts'
import { openTestApp, type TestApp } from '../test-support/test-app.ts'
import { GiveUp, type Job, job } from './job.ts'
import { cancelJob, enqueue, rescheduleJob } from './outbox.ts'
import { JobRunner } from './runner.ts'

interface Note {
  readonly note: string
}

describeEachDatabase('jobs', (databases) => {
  test('run once when they are due, and not before', async () => {
    const { app, ask, run, left } = await scene(databases)
    const done: string[] = []
    const noting = job<Note>({ topic: 'note', run: async ({ body }) => void done.push(body.note) })
    await ask({ note: 'now' })
    await ask({ note: 'later' }, 60_000)
    expect(await run(noting)).toBe(1)
    expect(done).toEqual(['now'])
    app.clock.now += 60_000
    await run(noting)
    expect(done).toEqual(['now', 'later'])
    expect(await left()).toEqual([])
  })

  test('of one database are divided among the nodes that run them', async () => {
    const { ask, runners } = await scene(databases)
    const done: string[] = []
    const noting = job<Note>({
      topic: 'note',
      run: ({ body }, { finish }) => finish(async () => void done.push(body.note)),
    })
    const notes = Array.from({ length: 30 }, (_, index) => `n${index}`)
    for (const note of notes) await ask({ note })
    const attempts = await Promise.all(runners(noting, 3).map((runner) => runner.runDue()))
    expect(done.toSorted()).toEqual(notes.toSorted())
    expect(attempts.reduce((sum, each) => sum + each, 0)).toBe(30)
  })

  test('that were cancelled or put off are not done', async () => {
    const { app, ask, run } = await scene(databases)
    const done: string[] = []
    const noting = job<Note>({ topic: 'note', run: async ({ body }) => void done.push(body.note) })
    const cancelled = await ask({ note: 'cancelled' })
    const later = await ask({ note: 'put off' })
    await app.database.write(async (tx) => {
      expect(await cancelJob(tx, cancelled)).toBe(true)
      expect(await rescheduleJob(tx, later, app.clock.now + 1000)).toBe(true)
      expect(await cancelJob(tx, 'unknown')).toBe(false)
    })
    await run(noting)
    expect(done).toEqual([])
    app.clock.now += 1000
    await run(noting)
    expect(done).toEqual(['put off'])
  })

  test('that fail are tried again after the wait that their topic says, and given up in the end', async () => {
    const { app, ask, run, left } = await scene(databases)
    const attempts: number[] = []
    const gaveUp: string[] = []
    const failing = job<Note>({
      topic: 'note',
      run: async ({ attempt }) => {
        attempts.push(attempt)
        throw new Error('no answer')
      },
      retryAfterMs: (made) => (made < 3 ? made * 1000 : null),
      gaveUp: async (_tx, { body }, reason) => void gaveUp.push(`${body.note}: ${reason}`),
    })
    await ask({ note: 'call' })
    for (const ms of [0, 999, 1, 1999, 1, 60_000]) {
      app.clock.now += ms
      await run(failing)
    }
    expect(attempts).toEqual([1, 2, 3])
    expect(gaveUp).toEqual(['call: no answer'])
    expect(await left()).toMatchObject([{ attempts: 3, last_error: 'no answer', dead_at: expect.any(Number) }])
  })

  test('that cannot be mended are given up at once', async () => {
    const { ask, run, left } = await scene(databases)
    const hopeless = job<Note>({
      topic: 'note',
      run: async () => {
        throw new GiveUp('nobody lives there')
      },
    })
    await ask({ note: 'call' })
    await run(hopeless)
    expect(await left()).toMatchObject([{ attempts: 1, last_error: 'nobody lives there', dead_at: expect.any(Number) }])
  })

  test('that outlive their lease are done by another attempt, and the first can no longer finish', async () => {
    const { app, ask, runners, names } = await scene(databases)
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    const slow = job<Note>({
      topic: 'note',
      run: async ({ attempt }, { finish }) => {
        if (attempt === 1) await held
        await finish(
          async (tx) =>
            void (await tx
              .insertInto('serials')
              .values({ kind: `by ${attempt}`, next: 1 })
              .execute()),
        )
      },
    })
    await ask({ note: 'work' })
    const [first, second] = runners(slow, 2)
    const stuck = first!.runDue()
    await expect.poll(() => leased(app)).toBe(1)
    app.clock.now += 31_000
    await second!.runDue()
    letGo()
    await stuck
    expect(await names('by ')).toEqual(['by 2'])
  })

  test('in slices go on where the last one ended, also after a failure', async () => {
    const { app, ask, run, names } = await scene(databases)
    const counting = job<{ done: number }>({
      topic: 'note',
      run: async ({ body, attempt }, { advance }) => {
        for (let { done } = body; done < 4;) {
          if (attempt === 1 && done === 2) throw new Error('killed')
          const next = done + 1
          const kept = await advance(async (tx) => {
            await tx
              .insertInto('serials')
              .values({ kind: `slice ${next}`, next: 1 })
              .execute()
            return { done: next }
          })
          done = kept.done
        }
      },
    })
    await ask({ done: 0 })
    await run(counting)
    expect(await names('slice ')).toEqual(['slice 1', 'slice 2'])
    app.clock.now += 60_000
    await run(counting)
    expect(await names('slice ')).toEqual(['slice 1', 'slice 2', 'slice 3', 'slice 4'])
  })

  test('that are refused undo their work and do what stands for it', async () => {
    const { ask, run, names, left } = await scene(databases)
    const refused = job<Note>({
      topic: 'note',
      run: (_job, { finish }) =>
        finish(
          async (tx) => {
            await tx.insertInto('serials').values({ kind: 'told work', next: 1 }).execute()
            throw refuse(problems.conflict)
          },
          async (tx, { problem }) => {
            await tx
              .insertInto('serials')
              .values({ kind: `told ${problem.slug}`, next: 1 })
              .execute()
          },
        ),
    })
    await ask({ note: 'publish' })
    await run(refused)
    expect(await names('told ')).toEqual(['told conflict'])
    expect(await left()).toEqual([])
  })

  test('perform operations with the rights that their author has by then', async () => {
    const { app, ask, run } = await scene(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', {
      body: { slug: 'notes', name: 'Notes', fields: [{ id: 'text', type: 'text' }] },
    })
    const { id, secret } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'management', name: 'robot', mode: 'read-write' },
    })
    expect(secret).toMatch(/^lk_mgt_/)
    const author: Author = { kind: 'token', id }
    const outcomes: string[] = []
    const writing = job<Note>({
      topic: 'note',
      run: ({ body }, { finish }) =>
        finish(
          async (_tx, performAs) => {
            const query = {}
            const entry = await performAs(
              author,
              app.space.id,
              createEntry,
              {
                params: { space: app.space.id },
                query,
                body: { type: 'notes', slug: body.note, fields: {} },
              },
              4711 + outcomes.length,
            )
            outcomes.push(`wrote ${entry.id.length > 0}`)
          },
          async (_tx, refusal) => void outcomes.push(`${refusal.problem.slug} ${refusal.members.layer}`),
        ),
    })
    await ask({ note: 'first' }, 0, app.space.id)
    await run(writing)
    await app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${id}/revoke`)
    await ask({ note: 'second' }, 0, app.space.id)
    await run(writing)
    expect(outcomes).toEqual(['wrote true', 'insufficient-scope owner'])
    const { items } = await app.expect(200, 'GET', '/api/v1/spaces/shop/activity')
    expect(items.filter((item: any) => item.operation === 'entries.create')).toMatchObject([{ actor: `token:${id}` }])
  })
})

async function leased({ database }: TestApp): Promise<number> {
  const rows = await database.read((db) =>
    db.selectFrom('outbox').select('id').where('leased_until', 'is not', null).execute(),
  )
  return rows.length
}

async function scene(databases: TestDatabases) {
  const app = await openTestApp(databases)
  const { services, pipeline } = app.app
  const runners = (one: Job, count: number) =>
    Array.from({ length: count }, () => new JobRunner({ services, pipeline, jobs: [one] }))
  return {
    app,
    runners,
    ask: (body: object, inMs = 0, spaceId: string | null = null) =>
      app.database.write((tx) =>
        enqueue(tx, { topic: 'note', spaceId, body, dueAt: app.clock.now + inMs }, app.clock.now),
      ),
    run: (one: Job) => runners(one, 1)[0]!.runDue(),
    left: () => app.database.read((db) => db.selectFrom('outbox').selectAll().where('topic', '=', 'note').execute()),
    names: async (start: string) => {
      const rows = await app.database.read((db) => db.selectFrom('serials').select('kind').orderBy('kind').execute())
      return rows.map(({ kind }) => kind).filter((kind) => kind.startsWith(start))
    },
  }
}
