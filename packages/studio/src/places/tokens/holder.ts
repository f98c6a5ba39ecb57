import { useMatch, useParams } from '@tanstack/react-router'

/** Who has the tokens of a page: a space, an account its own, or the installation those that reach every space. */
export type Holder =
  | { readonly of: 'space'; readonly space: string }
  | { readonly of: 'account'; readonly space: null }
  | { readonly of: 'installation'; readonly space: null }

export const account: Holder = { of: 'account', space: null }
export const installation: Holder = { of: 'installation', space: null }

/** Whose tokens the page is about. */
export function useHolder(): Holder {
  const { space } = useParams({ strict: false })
  // Of the match that the page was made for: the location is ahead of it while somebody leaves.
  const { fullPath } = useMatch({ strict: false })
  if (space !== undefined) return { of: 'space', space }
  return fullPath.startsWith('/studio/installation/') ? installation : account
}
