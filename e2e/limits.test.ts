import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, openAccounts } from './support/accounts.ts'
import { openClient } from './support/client.ts'
import { type Installation, ownerCredentials, startInstallation } from './support/installation.ts'
import { sized } from './support/size.ts'

// limits hold under creators that run side by side, over several server processes where the database lets there be;
// the session that is one too many ends exactly the oldest.

const nodeCount = 3
const rounds = sized(1, 100)
const creators = 50
const sessionsMax = 20

describeEachDatabase('limits over server processes', (databases) => {
  let installation: Installation
  let people: readonly Account[]

  beforeAll(async () => {
    installation = await startInstallation(databases, nodeCount)
    expect(installation.nodes).toHaveLength(databases.engine === 'sqlite' ? 1 : nodeCount)
    people = await openAccounts(installation.owner[0], rounds)
  }, 60_000)
  afterAll(() => installation.stop())

  /** The client of each creator's node in turn. */
  const clientOf = (index: number) => installation.owner[index % installation.owner.length]!

  test(
    'fifty creators at once get twenty delivery and ten management tokens; of fifty more, one gets the slot that was freed',
    { timeout: 60_000 * rounds },
    async () => {
      for (let round = 0; round < rounds; round++) {
        const slug = `space-${round}`
        await clientOf(round).expect(201, 'POST', '/api/v1/spaces', { body: { slug, name: slug } })
        const path = `/api/v1/spaces/${slug}/tokens`
        const createAtOnce = async (kind: string) => {
          const answers = await Promise.all(
            Array.from({ length: creators }, (_, index) =>
              clientOf(index).call('POST', path, { body: { kind, name: `T ${index}` } }),
            ),
          )
          const refused = answers.filter(({ status }) => status !== 201)
          expect(new Set(refused.map(({ status, body }) => `${status} ${body.type}`))).toEqual(
            new Set(['409 /problems/limit-reached']),
          )
          return answers.filter(({ status }) => status === 201).map(({ body }): string => body.id)
        }
        for (const [kind, limit] of [
          ['delivery', 20],
          ['management', 10],
        ] as const) {
          const made = await createAtOnce(kind)
          expect([kind, made.length]).toEqual([kind, limit])
          await clientOf(round).expect(200, 'POST', `${path}/${made[round % limit]}/revoke`)
          expect(await createAtOnce(kind)).toHaveLength(1)
          const query = `filter[kind]=${kind}&filter[state]=active&count=true&limit=1`
          expect((await clientOf(round).expect(200, 'GET', `${path}?${query}`)).total).toBe(limit)
        }
      }
    },
  )

  test(
    'the twenty-first login ends exactly the oldest session, and many at once leave twenty',
    { timeout: 60_000 * rounds },
    async () => {
      for (const { email, password } of people) {
        let turn = 0
        const login = async (): Promise<string> => {
          const { url } = clientOf(turn++)
          return (await openClient(url).expect(201, 'POST', '/api/v1/session', { body: { email, password } })).secret
        }
        const live = async (secrets: readonly string[]) => {
          const statuses = secrets.map(
            async (secret, index) =>
              (await openClient(clientOf(index).url, secret).call('GET', '/api/v1/session')).status,
          )
          return (await Promise.all(statuses)).map((status) => status === 200)
        }
        const sessions: string[] = []
        for (let count = 0; count < sessionsMax; count++) sessions.push(await login())
        expect(await live(sessions)).toEqual(sessions.map(() => true))
        sessions.push(await login())
        expect(await live(sessions)).toEqual(sessions.map((_, index) => index > 0))
        const atOnce = await Promise.all(Array.from({ length: sized(10, creators) }, login))
        const left = await live([...sessions, ...atOnce])
        expect(left.filter(Boolean)).toHaveLength(sessionsMax)
        // Nobody of before is left while one is gone who came later.
        const before = left.slice(0, sessions.length)
        expect(before).toEqual(before.toSorted((one, other) => Number(one) - Number(other)))
      }
      expect(
        (await openClient(installation.owner[0].url).call('POST', '/api/v1/session', { body: ownerCredentials }))
          .status,
      ).toBe(201)
    },
  )
})
