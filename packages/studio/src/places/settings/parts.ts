import { partSearch } from '../../pieces/part-search.ts'

export const parts = ['general', 'environments', 'branches', 'locales', 'caches'] as const

export const settingsSearch = partSearch(parts)
