import type { ActionTraits, Vocabulary } from '../vocabulary.ts'

const traits: Readonly<Record<string, ActionTraits>> = {
  'content.read': { area: 'content', own: true, status: true, locales: true, tags: true },
  'content.create': { area: 'content', own: true, status: true, locales: true, tags: true },
  'content.update': { area: 'content', own: true, status: true, locales: true, tags: true },
  'content.publish': { area: 'content', own: true, status: true, locales: true, tags: true },
  'content.delete': { area: 'content', own: true, status: true, locales: true, tags: true },
  'content.revisions.restore': { area: 'content', own: true, status: true, locales: true, tags: true },
  'schema.read': { area: 'schema', own: false, status: false, locales: false, tags: false },
  'schema.update': { area: 'schema', own: false, status: false, locales: false, tags: false },
  'media.read': { area: 'media', own: true, status: false, locales: false, tags: true },
  'media.upload': { area: 'media', own: true, status: false, locales: false, tags: true },
  'media.update': { area: 'media', own: true, status: false, locales: false, tags: true },
  'users.read': { area: 'users', own: false, status: false, locales: false, tags: false },
  'tokens.revoke': { area: 'tokens', own: true, status: false, locales: false, tags: false },
  'dashboard.read': { area: 'dashboard', own: false, status: false, locales: false, tags: false },
}

/** A catalogue small enough to be read at once, for tests. */
export const vocabulary: Vocabulary = { actions: new Map(Object.entries(traits)) }
