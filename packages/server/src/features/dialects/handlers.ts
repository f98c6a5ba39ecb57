import { listDialects } from '@latchkey/contract/dialects/operations'
import { implement } from '../../pipeline/implementation.ts'

export const dialectImplementations = [
  implement(listDialects, {
    load: async () => ({ target: { area: 'profile', space: null } }),
    handle: async ({ services }) => ({
      items: services.dialects.map(({ name, title, documentation, snippets }) => ({
        name,
        title,
        documentation,
        snippets: [...snippets],
      })),
    }),
  }),
]
