import type { ActionTraits, Vocabulary } from '../vocabulary.ts'

const traits: Readonly<Record<string, ActionTraits>> = {
  'content.read': { area: 'content', own: true, status: true, locales: true },
  'content.create': { area: 'content', own: true, status: true, locales: true },
  'content.update': { area: 'content', own: true, status: true, locales: true },
  'content.publish': { area: 'content', own: true, status: true, locales: true },
  'content.delete': { area: 'content', own: true, status: true, locales: true },
  'content.revisions.restore': { area: 'content', own: true, status: true, locales: true },
  'schema.read': { area: 'schema', own: false, status: false, locales: false },
  'schema.update': { area: 'schema', own: false, status: false, locales: false },
  'media.read': { area: 'media', own: true, status: false, locales: false },
  'media.upload': { area: 'media', own: true, status: false, locales: false },
  'media.update': { area: 'media', own: true, status: false, locales: false },
  'users.read': { area: 'users', own: false, status: false, locales: false },
  'tokens.revoke': { area: 'tokens', own: true, status: false, locales: false },
  'dashboard.read': { area: 'dashboard', own: false, status: false, locales: false },
}

/** A catalogue small enough to be read at once, for tests. */
export const vocabulary: Vocabulary = { actions: new Map(Object.entries(traits)) }
