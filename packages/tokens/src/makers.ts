/** What somebody is to the thing that a token would be tied to. */
export type Standing =
  | 'account' // of the token's own account
  | 'password-login'
  | 'owner' // of the space
  | 'administrator'
  | 'developer'
  | 'editor'
  | 'viewer'
  | 'custom-role'
  | 'release-owner' // of every release listed
  | 'installation-administrator'

/** How far a token is to reach; only api tokens know the last one. */
export type Reach = 'account' | 'space' | 'installation'

/**
 * One way to be allowed to make (or reset) a token: `{ reach: 'space', standings: ['owner'], action: 'tokens.create' }`.
 *
 * `action` must be among the maker's effective rights besides; null asks for none.
 */
export interface Maker {
  readonly reach: Reach
  readonly standings: readonly Standing[]
  readonly action: 'tokens.create' | null
}

/** Who asks: everything that they are to the thing, and whether their effective rights hold an action there. */
export interface Candidate {
  readonly standings: readonly Standing[]
  readonly holds: (action: 'tokens.create') => boolean
}

/** Whether one of the listed ways is open to the candidate. An empty list is open to nobody. */
export function mayMake(makers: readonly Maker[], candidate: Candidate, reach: Reach): boolean {
  return makers.some(
    (maker) =>
      maker.reach === reach &&
      maker.standings.some((standing) => candidate.standings.includes(standing)) &&
      (maker.action === null || candidate.holds(maker.action)),
  )
}
