import type { TokenPolicy } from '@latchkey/tokens/organization-policy'

const nothingAsked: TokenPolicy = { allowedKinds: null, lifetimeMsMax: null, personalNeedsApproval: false }

/** What an organization asks of tokens, as it was stored. */
export function storedTokenPolicy(text: string): TokenPolicy {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `{}` or what printTokenPolicy has written.
  return { ...nothingAsked, ...(JSON.parse(text) as Partial<TokenPolicy>) }
}

export function printTokenPolicy(policy: TokenPolicy): string {
  return JSON.stringify(policy)
}
