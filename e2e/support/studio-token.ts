import type { Page } from 'playwright-core'
import { copySecret } from './studio.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Chooses a kind on a fresh form for a new token, and names the token. `address`: of the form. */
export async function beginToken(page: Page, address: string, card: RegExp, name: string): Promise<void> {
  await page.goto(address)
  await button(page, 'Start over').click()
  await page.getByRole('button', { name: card }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
}

/** Goes through the last step, and takes the secret along. */
export async function issueToken(page: Page): Promise<string> {
  await button(page, 'Next').click()
  await button(page, 'Create the token').click()
  return copySecret(page)
}

/** Takes an option of a list that opens when it is clicked. */
export async function choose(page: Page, list: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: list, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Adds words to a list in which anything can be written. */
export async function write(page: Page, list: string, ...words: readonly string[]): Promise<void> {
  const field = page.getByRole('combobox', { name: list, exact: true })
  for (const word of words) {
    await field.fill(word)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
}
