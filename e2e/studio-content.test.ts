import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Client } from './support/client.ts'
import { fillContentSpace, joinShop } from './support/content-space.ts'
import { pictureOf } from './support/picture.ts'
import { focusedName } from './support/studio-keys.ts'
import { noBrowser } from './support/studio-page.ts'
import { expectAccessible, openStudio, owner, signIn, type Studio } from './support/studio.ts'

// Content as editors work on it in the studio. What it asks of the API is tested on both databases elsewhere; here one is enough.

const shop = '/api/v1/spaces/shop'
const editor = { name: 'Edith Editor', email: 'edith@example.com', password: 'a long password of the editor' }

/** Writes English articles but for their code, and asks others to publish. */
const editorGrants = [
  { effect: 'allow', actions: ['spaces.read'], resources: ['spaces'] },
  { effect: 'allow', actions: ['schema.read', 'locales.read', 'environments.read'], resources: ['*'] },
  { effect: 'allow', actions: ['content.read'], resources: ['content'] },
  {
    effect: 'allow',
    actions: ['content.update'],
    resources: ['content:articles'],
    fields: ['title', 'teaser', 'code', 'text'],
    conditions: { locales: ['en'] },
  },
  { effect: 'deny', actions: ['content.update'], resources: ['content:articles'], fields: ['code'] },
  { effect: 'allow', actions: ['content.delete'], resources: ['content:articles:roses'] },
  { effect: 'allow', actions: ['publish-requests.create', 'publish-requests.read'], resources: ['publish-requests'] },
]

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

describe.skipIf(noBrowser !== null)(`content in the studio${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  let studio: Studio
  /** The API as the owner. */
  let api: Client
  let articles: Readonly<Record<string, string>>
  /** Where the owner has signed in. */
  let page: Page
  /** Where the editor has. */
  let hers: Page

  /** Asks until it is so: what the page shows follows the answers of the server. */
  const soon = { timeout: 20_000 }

  beforeAll(async () => {
    studio = await openStudio()
    const body = { setup_secret: studio.server.setupSecret, ...owner }
    const { secret } = await studio.api(null).expect(201, 'POST', '/api/v1/setup', { body })
    api = studio.api(secret)
    await api.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Shop' } })
    await api.expect(201, 'POST', `${shop}/environments`, { body: { slug: 'staging' } })
    articles = (await fillContentSpace(api)).articles
    await joinShop(api, editor, editorGrants)
    page = await studio.open({ viewport: { width: 1440, height: 900 } })
    hers = await studio.open({ viewport: { width: 1440, height: 900 } })
    await signIn(page, studio.origin)
    await signIn(hers, studio.origin, '/studio', editor)
  })

  afterAll(async () => {
    await studio.close()
  })

  const go = (path: string, where = page) => where.goto(`${studio.origin}/studio/spaces/shop${path}`)
  const openArticle = async (slug: string, where = page) => {
    await go(`/content/${articles[slug]}`, where)
    await where.getByLabel('Slug').waitFor()
  }
  const button = (name: string, where = page) => where.getByRole('button', { name, exact: true })
  const dialog = (name: string | RegExp, where = page) => where.getByRole('dialog', { name })
  const stored = (slug: string) => api.expect(200, 'GET', `${shop}/entries/${articles[slug]}?locale=*`)
  const choose = async (label: string, option: string | RegExp, where = page) => {
    await where.getByRole('combobox', { name: label }).click()
    await where.getByRole('option', { name: option }).click()
  }
  const save = async (where = page) => {
    await button('Save', where).click()
    await button('Saved', where).waitFor()
  }

  test('lists the entries of a type, searches, narrows and sorts', async () => {
    await page.getByRole('link', { name: 'Content', exact: true }).click()
    await page.getByRole('link', { name: 'Linen in summer' }).waitFor()
    await choose('State', 'Published')
    await expect.poll(() => page.getByRole('row').count(), soon).toBe(2)
    await choose('Content type', 'Sections')
    await page.getByText('2 entries').waitFor()
    await page.getByRole('button', { name: /^Title/ }).click()
    await page.getByRole('link', { name: 'Garden' }).waitFor()
    expect(await page.getByRole('row').nth(1).innerText()).toContain('Garden')
    await page.getByRole('searchbox', { name: 'Search' }).fill('kitch')
    await expect.poll(() => page.getByRole('row').count(), soon).toBe(2)
    expect(page.url()).toContain('search=kitch')
    await page.getByRole('searchbox', { name: 'Search' }).fill('nothing-like-this')
    await page.getByRole('heading', { name: 'Nothing fits' }).waitFor()
    await button('Show all').click()
    await page.getByText('2 entries').waitFor()
    expect(await page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('')
    await choose('Content type', 'All types')
    await page.getByText('5 entries').waitFor()
    await choose('Tag', 'seasonal')
    await page.getByText('3 entries').waitFor()
  })

  test('of thousands of entries only what is seen is in the page; each is reached by key, and keeps the focus', async () => {
    const fields = [{ id: 'name', name: 'Name', type: 'text' }]
    await api.expect(201, 'POST', `${shop}/content-types`, { body: { slug: 'parts', name: 'Parts', fields } })
    const slugs = Array.from({ length: 2000 }, (_, index) => `part-${String(index).padStart(4, '0')}`)
    for (let from = 0; from < slugs.length; from += 500) {
      const items = slugs.slice(from, from + 500).map((slug) => ({ type: 'parts', slug, fields: { name: slug } }))
      await api.expect(200, 'POST', `${shop}/entries/bulk`, { body: { items } })
    }
    await go('/content?type=parts&order=slug')
    await page.getByText('2000 entries').waitFor()
    const table = page.getByRole('table', { name: 'Content' })
    expect(await table.getAttribute('aria-rowcount')).toBe('2001')
    const focused = () => page.evaluate('document.activeElement?.textContent')
    const isBounded = async () => expect(await page.locator('tr').count()).toBeLessThan(80)
    await page.getByRole('link', { name: 'part-0000' }).focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'PageDown']) await page.keyboard.press(key)
    await expect.poll(focused, soon).toBe('part-0011')
    await isBounded()
    await page.keyboard.press('End')
    await expect.poll(focused, soon).toBe('part-1999')
    expect(await table.locator('tr:focus-within').getAttribute('aria-rowindex')).toBe('2001')
    await isBounded()
    // What has the focus stays where it is, wherever the page is scrolled to.
    await page.evaluate('scrollTo(0, 0)')
    await page.getByRole('link', { name: 'part-0003' }).waitFor()
    expect(await focused()).toBe('part-1999')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'part-1999' }).waitFor()

    await page.goBack()
    await page.getByRole('checkbox', { name: /^Up to 500 entries/ }).waitFor()
    await page.getByRole('searchbox', { name: 'Search' }).fill('part-19')
    await page.getByText('100 entries').waitFor()
    await page.getByRole('checkbox', { name: 'Choose all' }).click()
    await page.getByText('100 chosen').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('list', { name: 'Content' }).getByRole('link', { name: 'part-1900' }).focus()
    await page.keyboard.press('End')
    await expect.poll(focused, soon).toBe('part-1999')
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('an entry is made, written, saved and published with the keyboard alone, and is delivered then', async () => {
    await go('/content?type=articles')
    await page.getByRole('link', { name: 'Linen in summer' }).waitFor()
    const focused = () =>
      page.evaluate<string>(
        `document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''`,
      )
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 80; presses += 1) {
        await page.keyboard.press('Tab')
        if (name.test(await focused())) return
      }
      throw new Error(`Tab never led to ${String(name)}.`)
    }
    await tabTo(/^New: Articles$/)
    await page.keyboard.press('Enter')
    await page.getByLabel('Slug').waitFor()
    await tabTo(/^Title/)
    await page.keyboard.type('Made by keyboard')
    await tabTo(/^Teaser/)
    await page.keyboard.type('Without a mouse')
    await page.keyboard.press('Control+s')
    await button('Publish').waitFor()
    await page.getByRole('heading', { name: 'Made by keyboard' }).waitFor()
    await tabTo(/^Publish$/)
    await page.keyboard.press('Enter')
    await dialog('Publish').waitFor()
    await tabTo(/^Publish$/)
    await page.keyboard.press('Enter')
    await page.getByText('It is live.').waitFor()
    const path = '/delivery/v1/spaces/shop/content/articles/made-by-keyboard?environment=production'
    expect((await api.expect(200, 'GET', path)).fields.teaser).toBe('Without a mouse')
  })

  test('values of every kind are written, and the server’s mistakes stand beside their fields', async () => {
    const taken = { type: 'articles', slug: 'taken', fields: { title: 'Taken', code: 'A-1' } }
    await api.expect(201, 'POST', `${shop}/entries`, { body: taken })
    await openArticle('bread')
    await page.getByRole('textbox', { name: 'Code' }).fill('A-1')
    await page.getByLabel('Price').fill('-1')
    await page.getByLabel('Phone').fill('555')
    await button('Add a block to Page').click()
    await page.getByRole('menuitem', { name: 'quote' }).click()
    await button('Save').click()
    const wrong = (label: string) => page.getByRole('textbox', { name: label }).getAttribute('aria-invalid')
    await expect.poll(() => wrong('Price'), soon).toBe('true')
    expect(await Promise.all(['Person', 'Line'].map(wrong))).toEqual(['true', 'true'])
    await page.getByText('It must be at least 0.').waitFor()
    await expectAccessible(page, 'mistakes beside their fields')

    await page.getByLabel('Price').fill('12.5')
    await page.getByLabel('Person').fill('Ada')
    await page.getByLabel('Line').fill('Bread is patience.')
    await button('Save').click()
    await expect.poll(() => wrong('Code'), soon).toBe('true')
    await page.getByRole('textbox', { name: 'Code' }).fill('B-1')
    await page.getByText('Yes', { exact: true }).click()
    await page.getByLabel('Day').first().fill('2026-12-24')
    await choose('Mood', /Calm/)
    await page.getByRole('button', { name: /^Choose an entry.*Section/ }).click()
    await dialog('Choose an entry').getByRole('searchbox').fill('garden')
    await dialog('Choose an entry')
      .getByRole('button', { name: /Garden/ })
      .click()
    await button('Add to Keywords').click()
    await page.getByRole('textbox', { name: 'Keywords 1' }).fill('flour')
    await button('Add to Keywords').click()
    await page.getByRole('textbox', { name: 'Keywords 2' }).fill('water')
    await button('Move up: Keywords 2').click()
    await page.getByRole('textbox', { name: 'Story' }).click()
    await page.keyboard.type('## Dough')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Flour and ')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('time')
    await expectAccessible(page, 'a document that is written')
    await save()
    const { fields } = await stored('bread')
    expect(fields).toMatchObject({
      code: 'B-1',
      price: 12.5,
      featured: true,
      day: '2026-12-24',
      mood: 'calm',
      keywords: ['water', 'flour'],
      contact: { person: 'Ada', phone: '555' },
      page: [{ block: 'quote', line: 'Bread is patience.' }],
    })
    expect(fields.section).toMatch(/^[0-9a-f-]{36}$/)
    expect(fields.story.en).toEqual({
      type: 'doc',
      content: [
        { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Dough' }] },
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Flour and ' },
            { type: 'text', marks: [{ type: 'bold' }], text: 'time' },
          ],
        },
      ],
    })
  })

  test('two languages stand side by side, and each is saved by itself', async () => {
    await openArticle('roses')
    await choose('Beside it', 'de')
    await page.getByLabel('Title (de)').fill('Alte Rosen')
    await page.getByLabel('Teaser (de)').fill('Im Garten')
    await save()
    const { fields } = await stored('roses')
    expect(fields.title).toEqual({ en: 'Old roses', de: 'Alte Rosen' })
    expect(fields.teaser).toEqual({ de: 'Im Garten' })
  })

  test('what is typed is kept when the page is left, and can be thrown away', async () => {
    await openArticle('roses')
    await page.getByRole('textbox', { name: 'Code' }).fill('kept')
    await page.getByRole('link', { name: 'Trash' }).click()
    await page.getByRole('heading', { name: 'Trash', exact: true }).waitFor()
    await page.goBack()
    await expect.poll(() => page.getByRole('textbox', { name: 'Code' }).inputValue(), soon).toBe('kept')
    await button('Discard changes').click()
    await expect.poll(() => page.getByRole('textbox', { name: 'Code' }).inputValue(), soon).toBe('')
  })

  test('what is typed is taken back and brought again, and outlives a save that did not arrive', async () => {
    await openArticle('roses')
    const story = page.getByRole('textbox', { name: 'Story' })
    await story.click()
    await page.keyboard.type('Rambling')
    await page.keyboard.press('Control+z')
    await expect.poll(() => story.innerText(), soon).not.toContain('Rambling')
    await page.keyboard.press('Control+y')
    await expect.poll(() => story.innerText(), soon).toContain('Rambling')
    await page.route('**/api/v1/spaces/shop/entries/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    )
    await button('Save').click()
    await page.getByText('The server does not answer.').first().waitFor()
    await page.unroute('**/api/v1/spaces/shop/entries/*')
    expect(await story.innerText()).toContain('Rambling')
    await page.reload()
    await expect.poll(() => story.innerText(), soon).toContain('Rambling')
    await save()
    expect(JSON.stringify((await stored('roses')).fields.story)).toContain('Rambling')
  })

  test('two people who save the same entry lose nothing: both are shown, and one chooses', async () => {
    await openArticle('roses')
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Roses, mine')
    await page.getByLabel('Teaser').fill('Only I have written this')
    const body = { fields: { title: 'Roses, theirs', code: 'R-1' } }
    await api.expect(200, 'PATCH', `${shop}/entries/${articles['roses']}`, { body })
    await button('Save').click()
    const asking = dialog('Somebody else has saved meanwhile')
    await asking.getByText('Roses, theirs').waitFor()
    await asking.getByText('Roses, mine').waitFor()
    await expectAccessible(page, 'the dialog about a conflict')
    await asking.getByRole('radiogroup', { name: 'Title (en)' }).getByText('Take theirs').click()
    await asking.getByRole('button', { name: 'Go on with this' }).click()
    expect(await page.getByRole('textbox', { name: 'Title', exact: true }).inputValue()).toBe('Roses, theirs')
    await save()
    const { fields } = await stored('roses')
    expect(fields).toMatchObject({
      title: { en: 'Roses, theirs' },
      teaser: { en: 'Only I have written this' },
      code: 'R-1',
    })
  })

  test('publishes where it is said to, schedules and cancels, takes offline, archives and takes back', async () => {
    await openArticle('bread')
    await button('Publish').click()
    await dialog('Publish').getByLabel('production').uncheck()
    await dialog('Publish').getByLabel('staging').check()
    await dialog('Publish').getByRole('button', { name: 'Publish' }).click()
    await page.getByText('It is live.').waitFor()
    expect((await stored('bread')).environments).toEqual(['staging'])

    await button('More actions').click()
    await page.getByRole('menuitem', { name: 'Schedule' }).click()
    await dialog('Schedule').getByLabel('When').fill('2040-01-01T12:00')
    await dialog('Schedule').getByRole('button', { name: 'Schedule' }).click()
    await page.getByText(/^Goes live on/).waitFor()
    await page.getByRole('region', { name: 'Planned' }).getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => page.getByText(/^Goes live on/).count(), soon).toBe(0)

    await button('More actions').click()
    await page.getByRole('menuitem', { name: 'Schedule' }).click()
    await choose('What happens', 'Take offline')
    await dialog('Schedule').getByLabel('When').fill('2040-01-01T12:00')
    await dialog('Schedule').getByRole('button', { name: 'Schedule' }).click()
    await page.getByText(/^Goes offline on/).waitFor()
    const plans = async () => (await api.expect(200, 'GET', `${shop}/entries/${articles['bread']}/schedules`)).items
    expect((await plans()).map(({ action }: { action: string }) => action)).toContain('unpublish')
    await page.getByRole('region', { name: 'Planned' }).getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => page.getByText(/^Goes offline on/).count(), soon).toBe(0)

    await button('More actions').click()
    await page.getByRole('menuitem', { name: 'Take offline' }).click()
    await dialog('Take offline').getByRole('button', { name: 'Take offline' }).click()
    await expect.poll(async () => (await stored('bread')).status, soon).toBe('draft')
    await page.getByText('Nowhere').waitFor()

    await button('More actions').click()
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await expect.poll(async () => (await stored('bread')).status, soon).toBe('archived')
    await button('More actions').click()
    await page.getByRole('menuitem', { name: 'Back to draft' }).click()
    await expect.poll(async () => (await stored('bread')).status, soon).toBe('draft')
  })

  test('shows what differs from an earlier version, and restores what is chosen', async () => {
    await openArticle('linen')
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Linen in winter')
    await page.getByLabel('Teaser').fill('Warm')
    await save()
    await button('Version 1').click()
    const asked = dialog(/^As it was on/)
    await asked.getByRole('deletion').getByText('winter').waitFor()
    await asked.getByRole('insertion').getByText('summer').waitFor()
    await asked.getByRole('checkbox', { name: 'Teaser' }).uncheck()
    await asked.getByRole('button', { name: 'Restore' }).click()
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Title', exact: true }).inputValue(), soon)
      .toBe('Linen in summer')
    expect((await stored('linen')).fields).toMatchObject({ title: { en: 'Linen in summer' }, teaser: { en: 'Warm' } })
  })

  test('comments are said, answered and resolved', async () => {
    await openArticle('linen')
    await page.getByRole('textbox', { name: 'Say something about it' }).fill('Is this still right?')
    await button('Send').click()
    await page.getByText('Is this still right?').waitFor()
    await button('Answer').click()
    await page.getByRole('textbox', { name: 'Answer' }).fill('It is.')
    await button('Send').click()
    await page.getByText('It is.').waitFor()
    const change = page.getByRole('region', { name: 'Comments' }).getByRole('button', { name: 'Change' })
    await expect.poll(() => change.count(), soon).toBe(2)
    await change.last().click()
    await expect.poll(() => focusedName(page), soon).toBe('Your comment')
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' For this summer.')
    await page.getByRole('region', { name: 'Comments' }).getByRole('button', { name: 'Save' }).click()
    await page.getByText('It is. For this summer.').waitFor()
    await expect.poll(() => focusedName(page), soon).toBe('Change')
    await button('Resolve').click()
    await expect.poll(() => page.getByText('It is. For').count(), soon).toBe(0)
    await page.getByLabel('Resolved, too').check()
    await page.getByText('It is. For').waitFor()
  })

  test('what is not open to somebody is locked with the reason; they ask, and another one agrees', async () => {
    await openArticle('linen', hers)
    const reason = hers.getByText('Your roles in this space do not allow it.')
    await reason.first().waitFor()
    const isLocked = (label: string) => hers.getByLabel(label, { exact: true }).getAttribute('readonly')
    expect(await isLocked('Teaser')).toBe(null)
    expect(await isLocked('Code')).toBe('')
    await hers.getByText('Your roles in this space forbid it.').waitFor()
    await choose('Language', 'de', hers)
    await expect.poll(() => isLocked('Teaser'), soon).toBe('')
    await choose('Language', 'en', hers)
    await expect.poll(() => isLocked('Teaser'), soon).toBe(null)
    await expectAccessible(hers, 'an entry of which most is locked')
    await button('More actions', hers).click()
    expect(await hers.getByRole('menuitem', { name: 'Archive' }).isDisabled()).toBe(true)
    await hers.keyboard.press('Escape')

    await hers.getByLabel('Teaser').fill('Cool in the heat')
    await save(hers)
    await button('Ask to publish', hers).click()
    await dialog('Ask to publish', hers).getByLabel('Note').fill('Ready for Friday')
    await dialog('Ask to publish', hers).getByRole('button', { name: 'Ask to publish' }).click()
    await hers.getByRole('region', { name: 'Planned' }).getByText('Ready for Friday').waitFor()

    await openArticle('linen')
    await button('Agree').click()
    await dialog('Agree?').getByRole('button', { name: 'Agree' }).click()
    await page.getByText('It is done.').waitFor()
    const path = '/delivery/v1/spaces/shop/content/articles/linen?environment=production'
    expect((await api.expect(200, 'GET', path)).fields.teaser).toBe('Cool in the heat')
  })

  test('many entries are changed at once, and each refusal is told by itself', async () => {
    await go('/content?type=articles', hers)
    await hers.getByRole('checkbox', { name: /Roses/ }).check()
    await hers.getByRole('checkbox', { name: /Bread/ }).check()
    const bar = hers.getByRole('region', { name: 'Chosen entries' })
    await expect
      .poll(() => bar.getByRole('button', { name: 'Publish' }).getAttribute('aria-disabled'), soon)
      .toBe('true')
    await bar.getByRole('button', { name: 'Move to the trash' }).click()
    const asked = dialog('Move 2 entries to the trash?', hers)
    await asked.getByRole('button', { name: 'Move to the trash' }).click()
    await asked.getByText('Done for 1 entry.').waitFor()
    await asked.getByText(/Bread at home/).waitFor()
    await expectAccessible(hers, 'what was refused')
    await asked.getByRole('button', { name: 'Close' }).last().click()
    await expect.poll(() => hers.getByRole('link', { name: /^Roses/ }).count(), soon).toBe(0)
  })

  test('what is in the trash comes back, under another slug where its own is taken', async () => {
    await api.expect(201, 'POST', `${shop}/entries`, {
      body: { type: 'articles', slug: 'roses', fields: { title: 'New' } },
    })
    await go('/trash')
    await button('Restore roses').click()
    await dialog('Its slug is taken').getByLabel('Slug').fill('old-roses')
    await dialog('Its slug is taken').getByRole('button', { name: 'Restore' }).click()
    await page.getByRole('heading', { name: 'The trash is empty' }).waitFor()
    expect(await stored('roses')).toMatchObject({ slug: 'old-roses', status: 'draft' })
    await openArticle('roses')
    await button('More actions').click()
    await page.getByRole('menuitem', { name: 'Move to the trash' }).click()
    await dialog(/to the trash\?$/)
      .getByRole('button', { name: 'Move to the trash' })
      .click()
    await page.getByText('is in the trash').waitFor()
    await button('Undo').click()
    await page.getByText('Taken back.').waitFor()
    expect(await stored('roses')).toMatchObject({ slug: 'old-roses', status: 'draft' })
    await api.expect(204, 'DELETE', `${shop}/entries/${articles['roses']}`)
    await go('/trash')
    await button('Delete for good: old-roses').click()
    await page.keyboard.press('Escape')
    await expect.poll(() => focusedName(page), soon).toBe('Delete for good: old-roses')
    await button('Delete for good: old-roses').click()
    await dialog('Delete “old-roses” for good?').getByRole('button', { name: 'Delete for good' }).click()
    await page.getByRole('heading', { name: 'The trash is empty' }).waitFor()
  })

  test('a content type is made field by field, and as JSON, which show the same', async () => {
    await go('/content-types')
    await button('New content type').click()
    await page.getByLabel('Name of the type').fill('Book reviews')
    expect(await page.getByLabel('Slug of the type').inputValue()).toBe('book-reviews')
    await button('Add a field').click()
    await page.getByLabel('Name', { exact: true }).fill('Stars given')
    expect(await page.getByLabel('Id', { exact: true }).inputValue()).toBe('stars_given')
    await choose('Kind', 'Number')
    await page.getByLabel('At most', { exact: true }).fill('5')
    await page.getByLabel('filterable').check()
    await button('Add a field').click()
    await page.getByLabel('Name', { exact: true }).fill('Title')
    await button('Create the content type').click()
    await page.getByText('Another field has the id title already.').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Verdict')
    await page.getByLabel('Id', { exact: true }).fill('verdict')
    await choose('Kind', 'Choice')
    await page.getByRole('combobox', { name: 'Allowed values' }).fill('read')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Fields' }).getByText('JSON', { exact: true }).click()
    const json = page.getByLabel('Fields as JSON')
    const fields = JSON.parse(await json.inputValue())
    expect(fields.map(({ id }: { id: string }) => id)).toEqual(['title', 'stars_given', 'verdict'])
    await json.fill(JSON.stringify([...fields, { id: 'text', name: 'Text', type: 'markdown' }]))
    await page.getByText('One by one').click()
    await page.getByRole('button', { name: /^Text/ }).waitFor()
    await button('Create the content type').click()
    await page.getByRole('heading', { name: 'Book reviews' }).waitFor()
    const made = await api.expect(200, 'GET', `${shop}/content-types/book-reviews`)
    expect(made.fields).toEqual([
      { id: 'title', name: 'Title', type: 'text', required: true, filterable: true },
      { id: 'stars_given', name: 'Stars given', type: 'number', filterable: true, validation: { maximum: 5 } },
      { id: 'verdict', name: 'Verdict', type: 'select', validation: { allowed: ['read'] } },
      { id: 'text', name: 'Text', type: 'markdown' },
    ])
  })

  test('a change that would lose values says which and how many, and happens only when that is confirmed', async () => {
    for (const title of ['One', 'Two']) {
      const body = { type: 'book-reviews', fields: { title, stars_given: 3, text: 'Good.' } }
      await api.expect(201, 'POST', `${shop}/entries`, { body })
    }
    await go('/content-types/book-reviews')
    await page.getByRole('button', { name: /^Text/ }).click()
    await page.getByLabel('Id', { exact: true }).fill('body')
    await page.getByText('It was text.').waitFor()
    await button('Remove: Stars given').click()
    await button('Save the content type').click()
    const asking = dialog('Existing values stand against it')
    await asking.getByText('2 entries').waitFor()
    await expectAccessible(page, 'what stands against a change of a type')
    await asking.getByRole('button', { name: 'Back' }).click()
    const read = () => api.expect(200, 'GET', `${shop}/content-types/book-reviews`)
    expect((await read()).version).toBe(1)
    await button('Save the content type').click()
    await asking.getByRole('button', { name: 'Change it all the same' }).click()
    await page.getByText('The content type is saved.').waitFor()
    expect((await read()).fields.map(({ id }: { id: string }) => id)).toEqual(['title', 'verdict', 'body'])
    const { items } = await api.expect(200, 'GET', `${shop}/entries?type=book-reviews`)
    expect(items[0].fields).toEqual({ title: 'Two', body: 'Good.' })
    await button('Delete the content type').click()
    await dialog('Delete “Book reviews”?').getByRole('button', { name: 'Delete' }).click()
    await dialog('Delete “Book reviews”?').getByRole('alert').waitFor()
    await page.keyboard.press('Escape')
  })

  const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: pictureOf(320, 240, [200, 60, 40]) })
  const assetsNamed = async (name: string) =>
    (await api.expect(200, 'GET', `${shop}/assets?search=${name}`)).items as readonly { readonly id: string }[]

  test('files are sent by the button and by dragging them in; what is refused says why', async () => {
    await page.getByRole('link', { name: 'Files', exact: true }).click()
    await page.getByRole('heading', { name: 'No files yet' }).waitFor()
    const broken = { name: 'broken.png', mimeType: 'image/png', buffer: picture('x').buffer.subarray(0, 60) }
    const empty = { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) }
    await page.getByLabel('Files to upload').setInputFiles([picture('flag.png'), picture('shirt.png'), broken, empty])
    const uploads = page.getByRole('region', { name: 'Uploads' })
    await uploads.getByText('There are no bytes.').waitFor()
    await page.getByRole('link', { name: 'flag.png' }).waitFor()
    await page.getByRole('link', { name: 'shirt.png' }).waitFor()
    await expectAccessible(page, 'uploads that are over')
    await uploads.getByRole('button', { name: 'Close' }).click()

    const dragged = await page.evaluateHandle(`(() => {
      const data = new DataTransfer()
      data.items.add(new File(['Notes about it.'], 'notes.txt', { type: 'text/plain' }))
      return data
    })()`)
    await page.getByRole('link', { name: 'flag.png' }).dispatchEvent('drop', { dataTransfer: dragged })
    await page.getByRole('link', { name: 'notes.txt' }).waitFor()
    await expect.poll(() => page.evaluate('document.querySelector("main img")?.naturalWidth'), soon).toBe(320)
    await page.getByRole('img', { name: 'Lines' }).click()
    await expect.poll(() => page.getByRole('row').count(), soon).toBeGreaterThan(3)
  })

  test('a file is described, put into a category, made private, found by it, published and replaced', async () => {
    await go('/assets')
    await page.getByRole('link', { name: 'flag.png' }).click()
    await page.getByLabel('Alternative text').fill('A red flag')
    await page.getByRole('combobox', { name: 'Category' }).fill('Brand / Flags')
    await page.getByRole('switch', { name: 'Private' }).click({ force: true })
    await save()
    const [flag] = await assetsNamed('flag')
    const read = () => api.expect(200, 'GET', `${shop}/assets/${flag?.id}`)
    expect(await read()).toMatchObject({ category: 'Brand / Flags', private: true, metadata: { alt: 'A red flag' } })
    await button('Publish').click()
    await dialog('Publish').getByRole('button', { name: 'Publish' }).click()
    await expect.poll(async () => (await read()).environments, soon).toEqual(['production'])
    const other = { name: 'other.png', mimeType: 'image/png', buffer: pictureOf(64, 64, [20, 90, 200]) }
    await page.getByLabel('Replace', { exact: true }).setInputFiles(other)
    await expect.poll(async () => (await read()).width, soon).toBe(64)
    await page.getByText('64 × 64').waitFor()
    await page.getByText('Published, changed since').waitFor()
    await go('/assets?category=Brand%20%2F%20Flags')
    await page.getByRole('link', { name: 'flag.png' }).waitFor()
    expect(await page.getByRole('link', { name: 'shirt.png' }).count()).toBe(0)
  })

  test('a file is chosen for an entry, and whoever deletes it is told which entries show it', async () => {
    await openArticle('bread')
    await page.getByRole('button', { name: /^Choose a file.*Picture/ }).click()
    await dialog('Choose a file')
      .getByRole('button', { name: /flag\.png/ })
      .click()
    await save()
    const [flag] = await assetsNamed('flag')
    await go(`/assets/${flag?.id}`)
    await page.getByRole('region', { name: 'Shown by' }).getByRole('link', { name: 'Bread at home' }).waitFor()
    await button('More actions').click()
    await page.getByRole('menuitem', { name: 'Move to the trash' }).click()
    const asking = dialog('Move “flag.png” to the trash?')
    await asking.getByText('1 entry shows it.').waitFor()
    await expectAccessible(page, 'the dialog that deletes a file')
    await asking.getByRole('button', { name: 'Cancel' }).click()
    const [shirt] = await assetsNamed('shirt')
    await go(`/assets/${shirt?.id}`)
    await button('More actions').click()
    await page.getByRole('menuitem', { name: 'Move to the trash' }).click()
    await dialog(/to the trash\?$/)
      .getByRole('button', { name: 'Move to the trash' })
      .click()
    await page.getByRole('heading', { name: 'Files', exact: true }).waitFor()
    expect(await assetsNamed('shirt')).toEqual([])
    await go('/trash')
    await button('Restore shirt.png').click()
    await expect.poll(async () => (await assetsNamed('shirt')).length, soon).toBe(1)
  })

  test('a list is narrowed, given other columns and kept under a name; its address shows the same to others', async () => {
    await go('/content?type=articles')
    await choose('State', 'Published')
    await button('Columns').click()
    const columns = page.getByRole('dialog', { name: 'Columns' })
    await columns.getByLabel('Code').check()
    await columns.getByLabel('Live in').uncheck()
    await page.keyboard.press('Escape')
    await page.getByRole('columnheader', { name: 'Code' }).waitFor()
    await button('Views').click()
    await page.getByRole('menuitem', { name: 'Save this view' }).click()
    await dialog('Save this view').getByLabel('Name').fill('What is live')
    await dialog('Save this view').getByRole('button', { name: 'Save' }).click()
    await button('What is live').waitFor()
    await button('What is live').click()
    await page.getByRole('menuitem', { name: 'Copy the address of this view' }).click()
    const address: string = await page.evaluate('navigator.clipboard.readText()')
    await hers.goto(address)
    await hers.getByRole('columnheader', { name: 'Code' }).waitFor()
    expect(await hers.getByRole('combobox', { name: 'State' }).inputValue()).toBe('Published')
    await button('Views', hers).click()
    await hers.getByText('No saved views yet').waitFor()
    await go('/content?type=sections')
    await button('Views').click()
    await page.getByRole('menuitem', { name: 'What is live' }).click()
    await page.getByRole('columnheader', { name: 'Code' }).waitFor()
    await button('What is live').click()
    await page.getByRole('menuitem', { name: 'Remove “What is live”' }).click()
    await button('Views').waitFor()
  })

  test('an entry says who can read and change it, and by which grants', async () => {
    await api.expect(201, 'POST', `${shop}/tokens`, { body: { kind: 'preview', name: 'Visual editor' } })
    await openArticle('linen')
    await button('Look who can').click()
    const asked = dialog('Who can read this')
    const holder = (name: string) => asked.getByRole('listitem').filter({ has: page.getByRole('link', { name }) })
    await holder('Visual editor').getByText('Preview').first().waitFor()
    await holder('Edith Editor').first().getByText('All of it in all languages.').waitFor()
    await holder('Edith Editor').first().getByText('allow content.read on content').waitFor()
    await expectAccessible(page, 'who can read an entry')
    await asked.getByText('Change', { exact: true }).click()
    await holder('Edith Editor').first().getByText('Title, Teaser and Text in en.').waitFor()
    expect(await holder('Visual editor').count()).toBe(0)
  })

  test('a token signs a URL that gives a private file to whoever has it, until the token ends', async () => {
    const body = { kind: 'asset', name: 'Download area' }
    const { id, secret } = await api.expect(201, 'POST', `${shop}/tokens`, { body })
    const [shirt] = await assetsNamed('shirt')
    await go(`/assets/${shirt?.id}`)
    await page.getByText('publish the file first').waitFor()
    const [flag] = await assetsNamed('flag')
    await go(`/assets/${flag?.id}`)
    await page.getByRole('link', { name: 'Download area' }).waitFor()
    await choose('For how long', '1 day')
    const field = page.getByLabel('Text of the token that signs')
    await field.fill('no token at all')
    await button('Make one').click()
    await page.getByRole('alert').waitFor()
    await field.fill(secret)
    await button('Make one').click()
    await page.getByText(/^It ends on/).waitFor()
    expect(await field.inputValue()).toBe('')
    const address = (await page.getByRole('group', { name: 'The signed URL' }).innerText()).trim()
    const read = async () => (await fetch(address.replace(studio.origin, studio.server.url))).status
    expect(await read()).toBe(200)
    await api.expect(200, 'POST', `${shop}/tokens/${id}/revoke`)
    expect(await read()).toBe(403)
  })

  test('a datasource is made, filled, changed in place, imported and saved as CSV', async () => {
    await page.getByRole('link', { name: 'Datasources', exact: true }).click()
    await page.getByRole('link', { name: 'Moods' }).waitFor()
    await button('New datasource').click()
    const making = dialog('New datasource')
    await making.getByLabel('Name', { exact: true }).fill('Sizes of shirts')
    expect(await making.getByLabel('Slug').inputValue()).toBe('sizes-of-shirts')
    await making.getByRole('combobox', { name: 'Dimensions' }).fill('de')
    await page.keyboard.press('Enter')
    await making.getByRole('switch', { name: 'Sites may read it' }).click({ force: true })
    await making.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name: 'Sizes of shirts' }).waitFor()
    await button('Add an entry').click()
    const adding = page.getByRole('form', { name: 'Add an entry' })
    for (const [key, value] of [
      ['s', 'Small'],
      ['m', 'Medium'],
    ] as const) {
      await adding.getByLabel('Key').fill(key)
      await adding.getByLabel('Value').fill(value)
      await page.keyboard.press('Enter')
      await page.getByRole('rowheader', { name: key, exact: true }).waitFor()
      await expect.poll(() => adding.getByLabel('Key').inputValue(), soon).toBe('')
    }
    await adding.getByLabel('Key').fill('s')
    await page.keyboard.press('Enter')
    await adding.getByRole('alert').waitFor()
    expect(await adding.getByLabel('Key').inputValue()).toBe('s')
    await page.keyboard.press('Escape')

    await button('Change m').click()
    await page.getByRole('form', { name: 'Change m' }).getByLabel('de').fill('Mittel')
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: 'Mittel' }).waitFor()
    expect(await page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe('Change m')

    await button('Import').click()
    const importing = dialog('Import entries')
    await importing.getByLabel('The CSV').fill('key;value;it\nl;Large;Grande')
    await importing.getByText('“it” is no dimension').waitFor()
    await importing.getByLabel('The CSV').fill('key;value;de\nl;Large;Groß\ns;Small;Klein')
    await importing.getByText('1 are new, 1 replace').waitFor()
    await importing.getByLabel('Remove every other entry').check()
    await expectAccessible(page, 'importing entries')
    await importing.getByRole('button', { name: 'Import' }).click()
    await expect.poll(() => page.getByRole('rowheader').allInnerTexts(), soon).toEqual(['l', 's'])
    const download = page.waitForEvent('download')
    await button('Save as CSV').click()
    expect((await download).suggestedFilename()).toBe('sizes-of-shirts.csv')

    await go('/datasources/moods')
    await page.getByRole('region', { name: 'Chosen from by' }).getByRole('link', { name: 'Articles' }).waitFor()
    await button('Remove calm').click()
    await dialog('Remove “calm”?').getByRole('button', { name: 'Remove' }).click()
    await dialog('Remove “calm”?').getByRole('alert').waitFor()
    await page.keyboard.press('Escape')
    await go('/datasources/moods', hers)
    await hers.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  })

  test('a tag is renamed on entries and files, made one with another, and removed', async () => {
    const [flag] = await assetsNamed('flag')
    await api.expect(200, 'PATCH', `${shop}/assets/${flag?.id}`, { body: { tags: ['seasonal', 'press'] } })
    await page.getByRole('link', { name: 'Tags', exact: true }).click()
    await page.getByRole('link', { name: /^\d: entries with seasonal$/ }).waitFor()
    const rename = async (from: string, to: string) => {
      await button(`Rename ${from}`).click()
      await dialog(`Rename “${from}”`).getByLabel('New tag').fill(to)
      return dialog(`Rename “${from}”`)
    }
    // The corner of a dialog closes it before it is done, too.
    const readAndClose = async (ended: Locator) => {
      await ended.getByText(/^\d changed\.$/).waitFor()
      await ended.getByRole('button', { name: 'Close' }).last().click()
    }
    const renaming = await rename('seasonal', 'summer')
    await renaming.getByRole('button', { name: 'Rename' }).click()
    await readAndClose(renaming)
    expect((await stored('linen')).tags).toEqual(['summer'])
    const merging = await rename('press', 'summer')
    await merging.getByText('“summer” is there already: both become one.').waitFor()
    await expectAccessible(page, 'making two tags one')
    await merging.getByRole('button', { name: 'Rename' }).click()
    await readAndClose(merging)
    expect((await api.expect(200, 'GET', `${shop}/assets/${flag?.id}`)).tags).toEqual(['summer'])
    await page.getByRole('link', { name: '1: files with summer' }).click()
    await page.getByRole('link', { name: 'flag.png' }).waitFor()
    await page.goBack()
    await button('Remove summer').click()
    const removing = dialog('Remove “summer” everywhere?')
    await removing.getByRole('button', { name: 'Remove' }).click()
    await readAndClose(removing)
    await page.getByRole('heading', { name: 'No tags yet' }).waitFor()
    await go('/tags', hers)
    await hers.getByRole('heading', { name: 'Tags', exact: true }).waitFor()
  })

  test.each(['light', 'dark'] as const)('every screen and dialog is accessible, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await go('/content?type=articles')
    await page.getByRole('checkbox', { name: /Bread/ }).check()
    await expectAccessible(page, 'the list of entries')
    await button('Publish').click()
    await dialog('Publish 1 entry?').waitFor()
    await expectAccessible(page, 'the dialog of many entries')
    await page.keyboard.press('Escape')
    await openArticle('bread')
    await page.getByRole('region', { name: 'History' }).getByRole('button').first().waitFor()
    await expectAccessible(page, 'an entry')
    await button('More actions').click()
    await page.getByRole('menuitem', { name: 'Schedule' }).waitFor()
    await expectAccessible(page, 'the menu of an entry')
    await page.getByRole('menuitem', { name: 'Schedule' }).click()
    await dialog('Schedule').waitFor()
    await expectAccessible(page, 'the dialog that schedules')
    await page.keyboard.press('Escape')
    await button('Version 1').click()
    await dialog(/^As it was on/)
      .getByRole('button', { name: 'Restore' })
      .waitFor()
    await expectAccessible(page, 'an earlier version')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Choose another.*Section/ }).click()
    await dialog('Choose an entry').getByRole('listitem').first().waitFor()
    await expectAccessible(page, 'choosing an entry')
    await page.keyboard.press('Escape')
    await go('/content/new?type=articles')
    await page.getByLabel('Slug').waitFor()
    await expectAccessible(page, 'a new entry')
    await go('/trash')
    await page.getByRole('heading', { name: 'Trash', exact: true }).waitFor()
    await expectAccessible(page, 'the trash')
    await go('/datasources')
    await page.getByRole('link', { name: 'Moods' }).waitFor()
    await expectAccessible(page, 'the datasources')
    await page.getByRole('link', { name: 'Moods' }).click()
    await button('Change calm').click()
    await page.getByRole('form', { name: 'Change calm' }).waitFor()
    await expectAccessible(page, 'a datasource')
    await api.expect(200, 'PATCH', `${shop}/entries/${articles['bread']}`, { body: { tags: ['baked'] } })
    await go('/tags')
    await page.getByRole('rowheader', { name: 'baked' }).waitFor()
    await expectAccessible(page, 'the tags')
    await go('/content-types')
    await page.getByRole('link', { name: 'Articles' }).waitFor()
    await expectAccessible(page, 'the content types')
    await go('/content-types/articles')
    await page.getByRole('button', { name: /^Page/ }).click()
    await page.getByLabel('Id of the block').first().waitFor()
    await page.getByRole('button', { name: /^Line/ }).first().click()
    await expectAccessible(page, 'a content type')
    await page.getByRole('region', { name: 'Fields' }).getByText('JSON', { exact: true }).click()
    await page.getByLabel('Fields as JSON').waitFor()
    await expectAccessible(page, 'a content type as JSON')
    await go('/assets')
    await page.getByRole('link', { name: 'flag.png' }).waitFor()
    await expectAccessible(page, 'files as pictures')
    await go('/assets?view=list')
    await page.getByRole('link', { name: 'flag.png' }).waitFor()
    await expectAccessible(page, 'files as lines')
    await page.getByRole('link', { name: 'flag.png' }).click()
    await page.getByLabel('Alternative text').waitFor()
    await expectAccessible(page, 'a file')
    await go('/content?type=articles')
    await button('Columns').click()
    await page.getByRole('dialog', { name: 'Columns' }).waitFor()
    await expectAccessible(page, 'the columns of a list')
    await page.keyboard.press('Escape')
    await button('Views').click()
    await page.getByRole('menu').waitFor()
    await expectAccessible(page, 'the views of a list')
    await page.keyboard.press('Escape')
  })

  test.each([390, 768])('at %i pixels nothing is cut off', async (width) => {
    await page.setViewportSize({ width, height: 844 })
    for (const path of [
      '/content?type=articles',
      `/content/${articles['bread']}`,
      '/content/new?type=articles',
      '/trash',
      '/content-types',
      '/content-types/articles',
      '/assets',
      '/assets?view=list',
      '/datasources',
      '/datasources/moods',
      '/tags',
    ]) {
      await go(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      expect([path, wider]).toEqual([path, 0])
    }
  })

  test('in all of this, nothing was thrown, refused by the policy of the page, or asked of anybody else', () => {
    expect(studio.wrongs).toEqual([])
  })
})
