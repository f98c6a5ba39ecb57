/** `types` allows `import type` only: the importing package loads nothing of the other at run time. */
export type Arrow = 'values' | 'types'

const contract = { 'packages/contract': 'values' } as const
const dialect = { ...contract, 'packages/dialects/kit': 'values' } as const

/**
 * Which workspace may import which. Arrows point down; what is not listed is refused.
 * `bench`, `e2e` and `examples` stand outside the house and may look at all of it.
 */
const arrows: Readonly<Record<string, Readonly<Record<string, Arrow>>>> = {
  'packages/policy': {},
  'packages/tokens': { 'packages/policy': 'types' },
  'packages/contract': { 'packages/policy': 'values', 'packages/tokens': 'values' },
  'packages/dialects/kit': contract,
  'packages/server': { ...dialect, 'packages/policy': 'values', 'packages/tokens': 'values' },
  'packages/client': contract,
  'packages/cli': {
    ...contract,
    'packages/client': 'values',
    'packages/server': 'values',
    'packages/tokens': 'values',
  },
  'packages/studio': {
    ...contract,
    'packages/client': 'values',
    'packages/policy': 'values',
    'packages/tokens': 'values',
  },
}

const isDialect = (folder: string): boolean => folder.startsWith('packages/dialects/')
const isOutside = (folder: string): boolean => folder === 'bench' || folder === 'e2e' || folder.startsWith('examples/')

/** How `from` may import `to` (folders of workspaces); null when it may not. */
export const arrow = (from: string, to: string): Arrow | null => {
  if (isOutside(from)) return 'values'
  if (from === 'packages/server' && isDialect(to)) return 'values'
  const known: Readonly<Record<string, Arrow>> = arrows[from] ?? (isDialect(from) ? dialect : {})
  return known[to] ?? null
}
