import type { Page } from 'playwright-core'

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
