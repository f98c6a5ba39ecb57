import type { Status } from './grant.ts'

/** A space by both its names; patterns may use either. */
export interface SpaceName {
  readonly id: string
  readonly slug: string
}

/** A kind of thing in a place, before any single one is loaded: `{ area: 'content', space, type: 'pages' }`. */
export interface Collection {
  /** The first word of a resource pattern: `content`, `schema`, `media`, `users`, `tokens`, `roles`, `releases`, or a system resource such as `activity`. */
  readonly area: string
  /** Null for things that belong to the installation and to no space. */
  readonly space: SpaceName | null
  /** Slug of the content type, where the request names one; absent means all of the area. */
  readonly type?: string
}

/** One thing, told by the names that patterns can match and the facts that conditions ask about. */
export interface Target extends Collection {
  /** The item's id; absent for a thing that does not exist yet or has no items. */
  readonly id?: string
  /** The item's other name: an entry's slug, a file's original name. Without one the item is named by its id. */
  readonly name?: string
  /** The name is made up anew by every request that says none: a missing grant names the collection, or it would never do. */
  readonly madeUp?: true
  /** A file's category path, such as `Brand / Logos`; null when it has none. */
  readonly category?: string | null
  /** The principal that created it, on create the caller; null or absent where none is recorded, and then `own` does not hold. */
  readonly creator?: string | null
  readonly status?: Status
  /**
   * What an entry or file bears, in NFC; of an entry its working copy, on create what it will bear. Absent: not told. Then
   * no allow that asks for tags holds, and every such deny does.
   */
  readonly tags?: readonly string[]
  /** Of a published entry, what its snapshot bears: by that it is read. Absent where it is the same. */
  readonly publishedTags?: readonly string[]
}

/** A content field in a locale: the unit in which writes are decided. */
export interface Touch {
  readonly field: string
  /** The locale's code; a field that all locales share is touched in the default locale. */
  readonly locale: string
}

/** One question to the engine. A request that performs several actions asks one for each. */
export interface Request {
  /** A catalogue action, such as `content.update`. */
  readonly action: string
  /** Who asks, such as `account:018f…` or `token:7Hq2mK9xB1aZ`; compared with the target's creator. */
  readonly principal: string
  /** The thing as it is before the request; on create, as it will be. */
  readonly target: Target
  /** What the request changes of the thing's own names, state and tags; both sides are decided. The state counts on content.update alone. */
  readonly after?: {
    readonly name?: string
    readonly category?: string | null
    readonly status?: Status
    readonly tags?: readonly string[]
  }
  /** Set on content.create and content.update. Empty touches nothing and needs a matching allow only. */
  readonly touches?: readonly Touch[]
  /**
   * Locales read, or named by the action, which one allow has to cover together; absent means that locale plays no part.
   * Besides `touches`: what the write needs apart from its fields (creating: the default locale; archiving: every locale of the entry).
   */
  readonly locales?: readonly string[]
}
