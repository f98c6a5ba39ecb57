import { partSearch } from '../../pieces/part-search.ts'

export const parts = ['members', 'spaces', 'tokens', 'signIn', 'general'] as const

export const organizationSearch = partSearch(parts)
