import type { TokenKind } from '@latchkey/tokens/kinds'
import type { Vocabulary } from '@latchkey/policy/vocabulary'
import type { Catalogue } from '../../api/answers.ts'

/** What the grant parser needs to know, from the server's own catalogue. */
export function vocabularyOf({ actions }: Catalogue): Vocabulary {
  return {
    actions: new Map(
      actions.map(({ name, conditions }) => [
        name,
        {
          area: areaOf(name),
          own: conditions.includes('own'),
          status: conditions.includes('status'),
          locales: conditions.includes('locales'),
          tags: conditions.includes('tags'),
        },
      ]),
    ),
  }
}

/** `content` of `content.revisions.read`. */
export function areaOf(action: string): string {
  return action.split('.', 1)[0] ?? action
}

/** The actions that do anything for tokens of a kind; for a role, all of them. */
export function usefulActions({ actions, operations }: Catalogue, kind: TokenKind | null): readonly string[] {
  if (kind === null) return actions.map(({ name }) => name)
  const called = new Set(operations.filter(({ callers }) => callers.includes(kind)).map(({ action }) => action))
  return actions.map(({ name }) => name).filter((name) => called.has(name))
}
