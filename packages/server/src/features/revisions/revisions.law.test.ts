import type { Request } from '@latchkey/policy/request'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { addSaves } from '../../test-support/life-fixture.ts'
import {
  type Allowed,
  contentGrants,
  entryOf,
  expectStatus,
  type LifeEntry,
  type LifeScenario,
  locales,
  openLifeScenario,
  type Put,
  space,
} from '../../test-support/life-scenario.ts'

const anyType = { area: 'content', space } as const
const shared = ''
const newest = 5

/** What was saved in a version, by locale: one value in each, of the only field there. */
interface Save {
  readonly version: number
  readonly values: Readonly<Record<string, string | number>>
  readonly isLive?: true
  readonly renamedFrom?: string
}

interface WithHistory extends Put {
  readonly saves: readonly Save[]
}

/** An entry of four saves, and a fifth that is live where it is published: `made`, a title, a rename, a price. */
async function putHistory({ app, put }: LifeScenario, kind: LifeEntry): Promise<WithHistory> {
  const [entry] = await put([kind])
  if (entry === undefined) throw new Error('Nothing was made.')
  const { id } = entry.target
  const last = kind.locales.at(-1) ?? 'en'
  const slug = `b-of-${entry.slug}`
  await addSaves(app, [
    { entry: id, version: 3, values: { [last]: { title: 'edited' } } },
    { entry: id, version: 4, slug },
    {
      entry: id,
      version: 5,
      values: { [shared]: { price: 9, ...(kind.tags.length > 0 && { tags: [...kind.tags] }) } },
    },
  ])
  const whole = (word: string) =>
    Object.fromEntries([[shared, word.length], ...kind.locales.map((code) => [code, `${word} ${code}`] as const)])
  const saves: readonly Save[] = [
    ...(kind.status === 'published' ? [{ version: 1, values: whole('live'), isLive: true } as const] : []),
    { version: 2, values: whole('made') },
    { version: 3, values: { [last]: 'edited' } },
    { version: 4, values: {}, renamedFrom: entry.slug },
    { version: 5, values: { [shared]: 9 } },
  ]
  return { ...entry, slug, target: { ...entry.target, name: slug }, saves }
}

/** Locales of which all is shown, and those of which only what is live is. */
interface Reach {
  readonly whole: readonly string[]
  readonly live: readonly string[]
}

/** Of a published entry all that is not live counts as a draft. Looking back is a right of its own, and restoring another. */
function reachOf(allowed: Allowed, { target }: Put, { looksBack }: { readonly looksBack: boolean }): Reach {
  const looking = locales.filter(
    (code) =>
      allowed.reads(target, code) &&
      (!looksBack || allowed.decides({ action: 'content.revisions.read', target, locales: [code] })),
  )
  const whole = allowed.readsWorking(target, looking)
  return { whole, live: looksBack ? looking.filter((code) => !whole.includes(code)) : [] }
}

/** The locales of a save that are shown; what all share goes with any. */
function shownOf({ whole, live }: Reach, { values, isLive }: Save): readonly string[] {
  const ofWhole = whole.length > 0 ? [shared, ...whole] : []
  const ofLive = isLive ? [...live, ...(whole.length === 0 && live.length > 0 ? [shared] : [])] : []
  return [shared, ...locales].filter((code) => code in values && (ofWhole.includes(code) || ofLive.includes(code)))
}

function isShown(reach: Reach, save: Save): boolean {
  return shownOf(reach, save).length > 0 || (save.renamedFrom !== undefined && reach.whole.length > 0)
}

/** What is shown of a version: of each locale the latest save up to it, where that one is shown. */
function heldIn(reach: Reach, saves: readonly Save[], version: number): Readonly<Record<string, string | number>> {
  const held = [shared, ...locales].flatMap((code) => {
    const save = saves.findLast((each) => each.version <= version && code in each.values)
    return save && shownOf(reach, save).includes(code) ? [[code, save.values[code] ?? ''] as const] : []
  })
  return Object.fromEntries(held)
}

/** What is shown of now: the working copy, and what is live where that is not shown. */
function heldNow({ whole, live }: Reach, saves: readonly Save[]): Readonly<Record<string, string | number>> {
  const snapshot = saves.filter(({ isLive }) => isLive)
  const ofLive = heldIn({ whole: [], live }, snapshot, newest)
  return { ...ofLive, ...heldIn({ whole, live: [] }, saves, newest) }
}

function fieldsOf(held: Readonly<Record<string, string | number>>) {
  const { [shared]: price, ...title } = held
  return { ...(price !== undefined && { price }), ...(Object.keys(title).length > 0 && { title }) }
}

/** Differences as `locale old new`, in an order that says nothing. */
function differences(one: Readonly<Record<string, string | number>>, other: Readonly<Record<string, string | number>>) {
  return [shared, ...locales]
    .filter((code) => one[code] !== other[code])
    .map((code) => `${code} ${one[code]} ${other[code]}`)
}

describeEachDatabase('the history of an entry by the laws', (databases) => {
  test('shows exactly the saves, locales and values that the reference allows to be read', async () => {
    const scenario = await openLifeScenario(databases)
    const { grantTo, ask } = scenario
    let shown = 0
    const actions = ['content.read', 'content.revisions.read']
    await fc.assert(
      fc.asyncProperty(contentGrants({ actions }), entryOf(), async (grants, kind) => {
        const entry = await putHistory(scenario, kind)
        const { saves, target } = entry
        const allowed = await grantTo(grants)
        const isKnown = locales.some((code) => allowed.reads(target, code))
        const isOpen = allowed.mayEver('content.revisions.read', anyType)
        const reach = reachOf(allowed, entry, { looksBack: true })
        const isAllowed = reach.whole.length + reach.live.length > 0
        const path = `/entries/${target.id}/revisions`
        const list = await ask('GET', `${path}?count=true`)
        expectStatus(list.status, { isAllowed, isKnown, isOpen })
        if (!isAllowed) {
          for (const version of [2, 9]) {
            expectStatus((await ask('GET', `${path}/${version}`)).status, { isAllowed, isKnown, isOpen })
          }
          return
        }
        const seen = saves.filter((save) => isShown(reach, save)).toReversed()
        expect(list.body.total).toBe(seen.length)
        expect(list.body.items).toMatchObject(
          seen.map((save) => ({
            version: save.version,
            locales: shownOf(reach, save)
              .filter((code) => code !== shared)
              .toSorted(),
            shared: shownOf(reach, save).includes(shared),
          })),
        )
        for (const code of locales) {
          const { status, body } = await ask('GET', `${path}?locale=${code}`)
          expect(status).toBe([...reach.whole, ...reach.live].includes(code) ? 200 : 400)
          if (status !== 200) continue
          // A slug belongs to every locale.
          const renames = ({ renamedFrom }: Save) => renamedFrom !== undefined && reach.whole.includes(code)
          const ofLocale = seen.filter((save) => shownOf(reach, save).includes(code) || renames(save))
          expect(body.items.map((each: Save) => each.version)).toEqual(ofLocale.map(({ version }) => version))
        }
        for (const { version } of saves) {
          const isSeen = seen.some((save) => save.version === version)
          const single = await ask('GET', `${path}/${version}`)
          expect(single.status).toBe(isSeen ? 200 : 404)
          const compared = await ask('GET', `${path}/${version}/compare`)
          expect(compared.status).toBe(isSeen ? 200 : 404)
          const first = seen.at(-1)?.version ?? 0
          const other = await ask('GET', `${path}/${first}/compare?with=${version}`)
          expect(other.status).toBe(isSeen ? 200 : 400)
          if (!isSeen) continue
          const held = heldIn(reach, saves, version)
          expect(single.body.fields).toEqual(fieldsOf(held))
          const told = ({ body }: typeof compared) =>
            body.fields.map(
              (each: { locale: string | null; old?: string | number; new?: string | number }) =>
                `${each.locale ?? shared} ${each.old} ${each.new}`,
            )
          expect(told(compared).toSorted()).toEqual(differences(held, heldNow(reach, saves)).toSorted())
          expect(told(other).toSorted()).toEqual(differences(heldIn(reach, saves, first), held).toSorted())
          expect('slug' in compared.body).toBe(reach.whole.length > 0 && version < 4)
        }
        shown += seen.length
      }),
      { numRuns: 30 },
    )
    expect(shown).toBeGreaterThan(20)
  })

  test('is restored exactly as the reference allows the restoring, and an update of all that is written', async () => {
    const scenario = await openLifeScenario(databases)
    const { grantTo, ask } = scenario
    let [done, refused] = [0, 0]
    const actions = ['content.revisions.restore', 'content.update', 'content.read']
    await fc.assert(
      fc.asyncProperty(
        contentGrants({ actions, fields: ['title', 'price'] }),
        entryOf(),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom<readonly string[] | undefined>(undefined, undefined, ['title'], ['price']),
        async (grants, kind, version, named) => {
          const entry = await putHistory(scenario, kind)
          const { saves, target } = entry
          const allowed = await grantTo(grants)
          const reach = reachOf(allowed, entry, { looksBack: false })
          const save = saves.find((each) => each.version === version)
          const isFound = save !== undefined && isShown(reach, save)
          const held = { ...heldIn(reach, saves, newest), ...heldIn(reach, saves, version) }
          // What went live first bears other tags than the working copy; a restore brings them back.
          const borne = version === 1 ? (target.publishedTags ?? []) : kind.tags
          const retags = named === undefined && borne.join() !== kind.tags.join()
          const touches = [...Object.keys(held), ...(retags ? ['tags'] : [])]
            .map((code) =>
              code === shared || code === 'tags'
                ? { field: code === shared ? 'price' : code, locale: 'en' }
                : { field: 'title', locale: code },
            )
            .filter(({ field }) => named === undefined || named.includes(field))
          const touched = [...new Set(touches.map(({ locale }) => locale))]
          const requests: readonly Omit<Request, 'principal'>[] = [
            { action: 'content.revisions.restore', target, locales: touched },
            { action: 'content.update', target, after: retags ? { tags: borne } : {}, touches },
          ]
          const isAllowed = isFound && requests.every(allowed.decides)
          const { status } = await ask(
            'POST',
            `/entries/${target.id}/revisions/${version}/restore`,
            named && { fields: named },
          )
          const isOpen = allowed.mayEver('content.revisions.restore', anyType)
          expectStatus(status, { isAllowed, isKnown: isFound, isOpen })
          if (isAllowed) done += 1
          else refused += 1
        },
      ),
      { numRuns: 100 },
    )
    expect(done).toBeGreaterThan(10)
    expect(refused).toBeGreaterThan(10)
  })
})
