import { createInstance } from 'i18next'
import { en } from './en.ts'
import type { late } from './en-late.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & typeof late }
    returnNull: false
  }
}

const words = createInstance({
  lng: 'en',
  resources: { en: { translation: en } },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
})
void words.init()

/** A text of the catalogue: `t('tokens.count', { count: 3 })`. Everything that people read comes from here. */
export const { t } = words

/** For dates, numbers and lists. */
export const language = words.language

/** Adds the texts of places that were not loaded at first, some of them under names that are there already. */
export function addTexts(texts: typeof late): void {
  words.addResourceBundle(language, 'translation', texts, true)
}
