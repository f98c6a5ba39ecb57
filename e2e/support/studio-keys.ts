import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What has the focus, as it is named: by its label, or by what stands in it. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const element = document.activeElement
    return (element?.labels?.[0]?.textContent || element?.getAttribute('aria-label') || element?.textContent || '').trim()
  })()`)
}

/** Presses Tab until what is named so has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    if ((await focusedName(page)) === name) return
  }
  throw new Error(`Tab never led to ${name}.`)
}

/** Goes where the words lead in the palette. */
export async function goByPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  // Letters that are typed before it has the focus are lost.
  await expect.poll(() => focusedName(page), { timeout: 30_000 }).toMatch(/go to or do/)
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}
