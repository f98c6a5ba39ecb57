import { boundInWords } from '../roles/rules.ts'

/** What keeps a branch or an alias from being deleted. */
export interface Obstacles {
  /** Aliases that stand for it. */
  readonly aliases: readonly string[]
  /** Live tokens that reach nothing else: those that may be named, and how many others there are. */
  readonly tokens: readonly { readonly id: string; readonly name: string }[]
  readonly hiddenTokens: number
  /** Releases that are not published yet. */
  readonly releases: number
  /** Another branch is just being copied from it. */
  readonly beingCopied: boolean
}

/** Why it stays, in a sentence for each reason; null when nothing is in the way. */
export function obstaclesInWords({ aliases, tokens, hiddenTokens, releases, beingCopied }: Obstacles): string | null {
  const sentences: string[] = []
  if (aliases.length > 0) sentences.push(`Aliases stand for it: ${aliases.join(', ')}.`)
  if (tokens.length + hiddenTokens > 0) sentences.push(boundInWords(tokens, hiddenTokens))
  if (releases > 0) sentences.push(`${releases === 1 ? 'A release' : `${releases} releases`} on it not yet published.`)
  if (beingCopied) sentences.push('A branch is being copied from it.')
  return sentences.length === 0 ? null : sentences.join(' ')
}
