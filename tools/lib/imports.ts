export type Import = {
  /** As written: `./grant.ts`, `@latchkey/policy/decide`, `node:fs`. */
  readonly specifier: string
  /** `import type` and `export type`: nothing is loaded at run time. */
  readonly typeOnly: boolean
}

const commentLine = /^\s*(?:\/\/|\/\*|\*).*$/gm
// The formatter puts statements at the start of a line; code inside a template literal does not start there.
const statement = /^(?:import|export)\s+(type\s+)?(?:[\w$\s{},*]*?\sfrom\s+)?['"](?<specifier>[^'"]+)['"]/gm
const call = /\b(?:import|require|require\.resolve|import\.meta\.resolve)\(\s*['"](?<specifier>[^'"]+)['"]/g

/** Everything that a module imports, in the order of its text; enough for code in our format, not a parser. */
export const importsOf = (source: string): Import[] => {
  const code = source.replace(commentLine, '')
  return [...code.matchAll(statement), ...code.matchAll(call)].map((match) => ({
    specifier: match.groups?.['specifier'] ?? '',
    typeOnly: match[1] !== undefined && match[1].startsWith('type'),
  }))
}

/** `@latchkey/policy/decide` → `@latchkey/policy`, `fastify/lib/x` → `fastify`; null for relative and `node:` ones. */
export const packageOf = (specifier: string): string | null => {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
