import type { SpaceName } from '@latchkey/policy/request'
import type { Layer } from '@latchkey/policy/layers'
import type { TokenKind } from '@latchkey/tokens/kinds'
import type { ManagementMode } from '@latchkey/tokens/modes'
import type { Scope } from '@latchkey/tokens/scope'
import type { Stamp } from '../database/stamp.ts'
import type { TokenCredential } from './credential.ts'
import type { Barred } from './organization-door.ts'
import type { Proof } from './proof.ts'
import type { Terms } from './terms.ts'

/** Who asks: a verified token and what it stands for. */
export interface Principal {
  readonly kind: TokenKind
  readonly tokenId: string
  /** The account whose live rights bind the token; null for tokens that belong to a space. */
  readonly accountId: string | null
  /** How things that it creates name their creator: `account:019a…` or `token:7Hq2mK9xB1aZ`. */
  readonly name: string
  readonly secretVersion: number
  /** Where in a request its text counts. */
  readonly via: TokenCredential['via']
  /** When its holder last proved who it is: for a session the login, or a confirmation since; else when the token was made. UTC milliseconds. */
  readonly provenAt: number
  /** The provider of an organization at which its holder had signed in; null: by the account's own means. */
  readonly proof: Proof
  /** The one environment that it reads; null where its kind names none. */
  readonly environmentId: string | null
  /** The releases as of which it reads; null where its kind is tied to none. */
  readonly releases: readonly string[] | null
  /** UTC milliseconds; null means never. */
  readonly expiresAt: number | null
}

/** The space that a request is about, as it was when the rights were read. */
export interface SpaceFacts extends SpaceName {
  readonly defaultLocale: string
  readonly ownerId: string
  /** Null for a space outside organizations. */
  readonly organizationId: string | null
  /** Whether shared caches may keep what its delivery tokens are answered. */
  readonly sharedCaches: boolean
  /** Whether any webhook is active: creating and resuming one raises the space's epoch. */
  readonly hasWebhooks: boolean
}

/** A branch that a request may be about. */
export interface BranchFacts {
  /** `main` for the first one; a generated id for every other. */
  readonly id: string
  readonly name: string
  /** One that is still being made shows nothing. */
  readonly state: 'creating' | 'active'
}

/** A principal and its rights in one place: compiled, and good for as long as the stamp holds. */
export interface Caller {
  readonly principal: Principal
  /** What the path says; null for requests that name no space. */
  readonly spaceSegment: string | null
  /** Null for requests that name no space, and for a space that does not exist. */
  readonly space: SpaceFacts | null
  /** The branches that the token may name in the space, by name, id and alias; only what its scope holds. */
  readonly branches: ReadonlyMap<string, BranchFacts>
  /** Each must allow; none adds to another. */
  readonly layers: readonly Layer[]
  readonly scope: Scope | null
  readonly mode: ManagementMode | null
  /** How fast and from where the token may be used; null for a token that has no such terms. */
  readonly terms: Terms | null
  /** The token is restricted to spaces, and this is none of them. */
  readonly outside: boolean
  /** Why the organization of the space does not let the token in, for who has rights there; null: it does. */
  readonly barred: Barred | null
  readonly stamp: Stamp
}
