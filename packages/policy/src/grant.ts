/** The two effects of a grant; anything else is refused, never guessed. */
export type Effect = 'allow' | 'deny'

/** The four states of an entry, as conditions name them. */
export type Status = 'draft' | 'published' | 'protected' | 'archived'

/** Further things that must hold before a grant applies; absent keys restrict nothing. */
export interface Conditions {
  /** The thing was created by the caller. Only `true` can be said. */
  readonly own?: true
  /** The entry is in one of these states. */
  readonly status?: readonly Status[]
  /** The locales that are read or touched, as codes. */
  readonly locales?: readonly string[]
  /** The entry or file bears at least one of these tags. */
  readonly tags?: readonly string[]
}

/**
 * One sentence of permission.
 *
 * `{ "effect": "allow", "actions": ["content.read"], "resources": ["content:pages"] }`
 *
 * `fields` absent means every field; `conditions` absent means none.
 */
export interface Grant {
  readonly effect: Effect
  /** Catalogue actions such as `content.read`, or `*`; at least one. */
  readonly actions: readonly string[]
  /** Patterns such as `content:pages:*` or `space:shop:media:category:Brand`; at least one. */
  readonly resources: readonly string[]
  /** Top-level content fields that a create or update may touch; no wildcards. */
  readonly fields?: readonly string[]
  readonly conditions?: Conditions
}
