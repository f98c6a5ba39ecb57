import { kinds, type TokenKind } from '@latchkey/tokens/kinds'
import type { ManagementMode } from '@latchkey/tokens/modes'
import type { GrantRow } from '../../pieces/grants/grant-row.ts'

/** The kinds that a person makes in the studio, the commonest first. */
export const draftKinds = ['delivery', 'preview', 'asset', 'release', 'management', 'api', 'personal'] as const
export type DraftKind = (typeof draftKinds)[number]

/** How much of what its kind can reach a token of a space opens. */
export type Opens = 'ceiling' | 'role' | 'grants'

export type ScopeForm = 'all' | 'read' | 'cli' | 'resources' | 'custom'
export type Level = 'read' | 'write' | 'publish'

/** A token that is being made. Choices of other kinds are kept, so that changing one’s mind loses nothing. */
export interface Draft {
  readonly kind: DraftKind | null
  readonly name: string
  readonly description: string
  /** Null: all of them, where the kind may. */
  readonly environment: string | null
  readonly opens: Opens
  /** Id of the role. */
  readonly role: string | null
  readonly grants: readonly GrantRow[]
  readonly mode: ManagementMode
  readonly everyBranch: boolean
  readonly branches: readonly string[]
  readonly aliases: readonly string[]
  readonly releases: readonly string[]
  /** Slugs of further spaces of an API token. */
  readonly furtherSpaces: readonly string[]
  readonly full: boolean
  readonly scope: ScopeForm
  readonly resources: Readonly<Record<string, Level>>
  readonly operations: readonly string[]
  readonly spaces: 'all' | 'owned' | 'chosen'
  readonly chosenSpaces: readonly string[]
  readonly expires: boolean
  /** A day, as `2027-11-27`. */
  readonly lastDay: string
}

export function newDraft(kind: DraftKind | null, today: Date): Draft {
  const inAYear = new Date(today)
  inAYear.setFullYear(today.getFullYear() + 1)
  return {
    kind,
    name: '',
    description: '',
    environment: 'production',
    opens: 'ceiling',
    role: null,
    grants: [],
    mode: 'read',
    everyBranch: false,
    branches: [],
    aliases: [],
    releases: [],
    furtherSpaces: [],
    full: false,
    scope: 'all',
    resources: {},
    operations: [],
    spaces: 'all',
    chosenSpaces: [],
    expires: kind !== null && endsByDefault(kind),
    lastDay: dayText(inAYear),
  }
}

/** What stays in a public page for years ends by hand; a secret that can do more is better off with an end. */
export function endsByDefault(kind: TokenKind): boolean {
  return !kinds[kind].publishable
}

/** A day as its input writes it, in the person's own time zone. */
export function dayText(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** The last moment of a day in the person's own time zone; null for what is no day. */
export function endOfDay(day: string): Date | null {
  const date = new Date(`${day}T23:59:59.999`)
  return Number.isNaN(date.getTime()) ? null : date
}
