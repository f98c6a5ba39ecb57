import { operations } from '@latchkey/contract/operations'

/** The client's route table as a source file: what a caller needs of each operation, and nothing of its schemas. */
export const renderClientRoutes = (): string =>
  [
    '// Written by `npm run derive` from the contract.',
    "import type { Route } from './route.ts'",
    '',
    '/** Every operation by its id. */',
    'export const routes = {',
    ...operations
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .map(({ id, method, fullPath, access, idempotent, bodyType }) => {
        const words = [method, fullPath, access, ...(idempotent ? ['keyed'] : []), ...(bodyType ? [bodyType] : [])].map(
          (word) => `'${word}'`,
        )
        const line = `  '${id}': [${words.join(', ')}],`
        // As the formatter wraps it.
        return line.length <= 120 ? line : `  '${id}': [\n${words.map((word) => `    ${word},\n`).join('')}  ],`
      }),
    '} as const satisfies Readonly<Record<string, Route>>',
    '',
  ].join('\n')
