import type { Grant, Status } from '@latchkey/policy/grant'
import type { BranchScope } from './branch-scope.ts'
import { type KindRow, kinds, type TokenKind } from './kinds.ts'
import type { ManagementMode } from './modes.ts'
import type { Scope } from './scope.ts'
import { listed } from './grant-in-words.ts'
import { thingInWords } from './thing-in-words.ts'

/** What says how far a token reaches. */
export interface Reach {
  readonly kind: TokenKind
  /** Slugs; `all` and `owned` follow the account. */
  readonly spaces: 'all' | 'owned' | readonly string[]
  /** Null where it names none. */
  readonly environment: string | null
  /** The name of the role that it is bound to. */
  readonly role: string | null
  readonly grants: readonly Grant[] | null
  readonly scope: Scope | null
  readonly mode: ManagementMode | null
  /** By their names; null for a kind that no branch narrows. */
  readonly branches: BranchScope | null
  /** The names of the releases that it reads as of, as far as they are told. */
  readonly releases?: readonly string[]
}

/** What a token can do, in sentences for people: `Reads published pages (en, de) of the space shop in production.` */
export function reachInWords(reach: Reach): string[] {
  const { kind, grants, role, environment } = reach
  const row = kinds[kind]
  const place = [
    spacesInWords(row, reach.spaces),
    ...(environment === null ? [] : [`in ${environment}`]),
    ...branchesInWords(reach.branches),
    ...(row.needsReleases ? [releasesInWords(reach.releases ?? [])] : []),
  ].join(' ')
  const within = role === null ? '' : `, as far as the role ${role} allows`
  if (row.actsAs === 'account') return [`${scopeInWords(reach.scope)}, ${place}.`]
  const sentences =
    grants === null ? [ceilingInWords(row, reach.mode)] : grants.flatMap((grant) => grantSentences(row, grant))
  if (sentences.length === 0 || sentences[0] === '') return ['Opens nothing.']
  return sentences.map((sentence) => `${sentence} ${place}${within}.`)
}

function spacesInWords({ actsAs }: KindRow, spaces: Reach['spaces']): string {
  if (spaces === 'all') return actsAs === 'account' ? 'in all its spaces' : 'of every space'
  if (spaces === 'owned') return 'in the spaces that it owns'
  const named = `the ${spaces.length === 1 ? 'space' : 'spaces'} ${listed(spaces, 'and')}`
  return actsAs === 'account' ? `in ${named}` : `of ${named}`
}

/** Nothing for the branch `main` alone: that is what a request is about which names none. */
function branchesInWords(scope: BranchScope | null): string[] {
  if (scope === null || (scope.aliases.length === 0 && scope.branches.length === 1 && scope.branches[0] === 'main'))
    return []
  const branches = namesInWords(scope.branches, 'the branch', 'the branches', 'all branches')
  const aliases = namesInWords(scope.aliases, 'the alias', 'the aliases', 'all aliases')
  return [`on ${listed([...branches, ...aliases], 'and')}`]
}

function namesInWords(names: 'all' | readonly string[], one: string, several: string, all: string): string[] {
  if (names === 'all') return [all]
  return names.length === 0 ? [] : [`${names.length === 1 ? one : several} ${names.join(', ')}`]
}

function releasesInWords(names: readonly string[]): string {
  return names.length === 0
    ? 'as of its releases'
    : `as of ${listed(
        names.map((name) => `“${name}”`),
        'or',
      )}`
}

function scopeInWords(scope: Scope | null): string {
  switch (scope?.form) {
    case undefined:
    case 'all':
      return 'Does everything that its account may'
    case 'read':
      return 'Reads everything that its account may'
    case 'cli':
      return 'Does what the command line needs, as far as its account may'
    case 'custom':
      return `Makes the calls ${listed(scope.operations, 'and')}, as far as its account may`
    case 'resources':
      return `Works on ${listed(
        Object.entries(scope.resources).map(([resource, level]) => `${resource} (${level})`),
        'and',
      )}, as far as its account may`
  }
}

/** The most that the kind allows; empty for nothing. */
function ceilingInWords({ delivers, assets, modes, ceiling }: KindRow, mode: ManagementMode | null): string {
  if (modes !== null) {
    const verb = { read: 'Reads', write: 'Writes', 'read-write': 'Reads and writes' }[mode ?? 'read']
    return `${verb} content, content types, files, releases, locales, roles and webhooks`
  }
  if (ceiling?.length === 0) return ''
  const content = { nothing: [], published: ['published content'], 'drafts-too': ['published content', 'drafts'] }[
    delivers
  ]
  const files = assets.length === 0 ? [] : [assets.length === 2 ? 'files' : `${assets[0]} files`]
  return `Reads ${listed([...content, ...files], 'and')}`
}

/** A sentence for each thing that a grant names, as far as the kind's ceiling lets it come. */
function grantSentences({ ceiling, delivers }: KindRow, grant: Grant): string[] {
  const open = ceiling?.flatMap(({ actions }) => actions) ?? null
  const actions =
    open === null || grant.actions.includes('*')
      ? grant.actions
      : grant.actions.filter((action) => open.includes(action))
  if (actions.length === 0) return []
  const statuses: readonly Status[] = delivers === 'published' ? ['published'] : (grant.conditions?.status ?? [])
  const verbs = listed([...new Set(actions.map((action) => verbOf(action, open)))], 'and')
  const what = listed(
    grant.resources.map((resource) => thingInWords(resource, statuses)),
    'and',
  )
  const { own, locales, tags } = grant.conditions ?? {}
  const sentence = [
    grant.effect === 'deny' ? `Never ${verbs}` : capital(verbs),
    what,
    ...(own ? ['of its own'] : []),
    ...(tags ? [`tagged ${listed(tags, 'or')}`] : []),
    ...(locales ? [`(${locales.join(', ')})`] : []),
    ...(grant.fields ? [`(fields ${grant.fields.join(', ')})`] : []),
  ]
  return [sentence.join(' ')]
}

/** `publishes` of `content.publish`, `reads revisions of` of `content.revisions.read`. */
function verbOf(action: string, open: readonly string[] | null): string {
  if (action === '*') return open === null ? 'does everything with' : 'reads'
  const [, ...parts] = action.split('.')
  const verb = parts.at(-1) ?? action
  const third = /(?:sh|ch|s)$/.test(verb) ? `${verb}es` : `${verb}s`
  return parts.length === 2 ? `${third} ${parts[0]} of` : third
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
