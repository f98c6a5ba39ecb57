import { operations } from '@latchkey/contract/operations'
import { NewSpaceToken, TokenChange } from '@latchkey/contract/tokens/schemas'
import type { Grant } from '@latchkey/policy/grant'
import { type KindRow, kinds, type TokenKind, tokenKinds } from '@latchkey/tokens/kinds'
import type { SlotLimit } from '@latchkey/tokens/limits'
import type { Maker, Standing } from '@latchkey/tokens/makers'
import { codes, page, points, table } from './page.ts'

/** The table of token kinds, in words. */
export function renderTokenKindsPage(): string {
  return page('Token kinds', 'packages/tokens/src/kinds.ts', [
    'Which kind to take, and how tokens live: [Tokens](../tokens.md). ' +
      'What a kind may reach by its row and what calls exist for it today are two things: each section says both.',
    table(
      ['kind', 'text begins', 'belongs to', 'content on the delivery API', 'slots', 'secret readable again'],
      tokenKinds.map((kind) => overviewRow(kind, kinds[kind])),
    ),
    ...tokenKinds.map((kind) => renderKind(kind, kinds[kind])),
  ])
}

function overviewRow(kind: TokenKind, row: KindRow): string[] {
  return [
    `[${kind}](#${kind})`,
    `\`lk_${row.prefix}_\``,
    belongsTo[row.tiedTo],
    delivered[row.delivers],
    row.limit === null ? 'any number' : slots(row.limit),
    readableAgain[row.readableAgain],
  ]
}

function renderKind(kind: TokenKind, row: KindRow): string {
  const changes = row.editable.filter((part) => part === 'state' || part in TokenChange.properties)
  const facts = [
    `Rights: ${rightsOf(row)}`,
    ...(row.ceiling === null || row.ceiling.length === 0 ? [] : [`Reaches at most: ${ceiling(row.ceiling)}`]),
    `Made by: ${row.makers.length === 0 ? 'nobody' : row.makers.map(makerInWords).join('; or ')}.`,
    ...(isIssued(kind) || row.existsInSpacesUpTo !== null
      ? []
      : ['Not issued yet: the kind is in the table and no call makes one.']),
    ...(row.modes === null ? [] : [`Modes: ${codes(Object.keys(row.modes))}; fixed when it is made.`]),
    `Environment: ${environment[row.needsEnvironment]}.`,
    `Files: ${row.assets.length === 0 ? 'none' : row.assets.join(' and ')}.`,
    `In a public page: ${row.publishable ? 'yes' : 'no'}. Expiry: ${expiry[row.expires]}.`,
    `Can be changed later: ${changes.length === 0 ? 'nothing' : codes(changes)}.`,
    ...(row.existsInSpacesUpTo === null ? [] : [`Only in spaces created on or before ${row.existsInSpacesUpTo}.`]),
    ...(row.deprecated ? ['Deprecated: accepted, and warned about.'] : []),
    `Calls: ${callsOf(kind)}.`,
    `Other calls answer ${row.elsewhere === 'not-found' ? '404 `not-found`' : '403 `token-kind-mismatch`'}.`,
  ]
  return [`## ${kind}`, `${row.title}, \`lk_${row.prefix}_…\`.`, points(facts)].join('\n\n')
}

const belongsTo: Readonly<Record<KindRow['tiedTo'], string>> = {
  account: 'an account',
  login: 'a login of an account',
  space: 'a space',
  'spaces-or-installation': 'listed spaces',
}
const delivered: Readonly<Record<KindRow['delivers'], string>> = {
  nothing: 'none',
  published: 'published',
  'drafts-too': 'published and drafts',
}
const readableAgain: Readonly<Record<KindRow['readableAgain'], string>> = {
  yes: 'yes',
  'by-setting': 'if `LATCHKEY_REVEAL` is on',
  no: 'no',
}
const environment: Readonly<Record<KindRow['needsEnvironment'], string>> = {
  one: 'exactly one',
  'one-or-all': 'one, or all',
  none: 'not tied to one',
}
const expiry: Readonly<Record<KindRow['expires'], string>> = {
  optional: 'optional, fixed when it is made',
  'by-setting': 'by the rules of the instance',
  never: 'never',
}

/** Whether some call makes tokens of the kind today. */
function isIssued(kind: TokenKind): boolean {
  const { kind: ofSpaces } = NewSpaceToken.properties
  const named: unknown = 'enum' in ofSpaces ? ofSpaces.enum : []
  return kind === 'personal' || kind === 'session' || (Array.isArray(named) && named.includes(kind))
}

function slots({ perOwner, owner, onFull }: SlotLimit): string {
  return `${perOwner} per ${owner}${onFull === 'end-oldest' ? '; one more ends the oldest' : ''}`
}

function rightsOf({ actsAs, carriesScope, carriesRole, carriesGrants }: KindRow): string {
  const parts = [
    ...(actsAs === 'account' ? ['what its account may do now'] : []),
    ...(carriesScope ? ['narrowed by its scope and spaces'] : []),
    ...(carriesRole && carriesGrants ? ['its ceiling, narrowed by a role or grants if it has them'] : []),
    ...(carriesRole && !carriesGrants ? ['its ceiling, narrowed by a role if it has one'] : []),
    ...(!carriesRole && carriesGrants ? ['exactly its own grants'] : []),
  ]
  const bound = actsAs === 'account' ? 'It ends with the account.' : 'It survives whoever made it.'
  return `${parts.length === 0 ? 'its ceiling' : parts.join(', ')}. ${bound}`
}

function ceiling(grants: readonly Grant[]): string {
  return grants.map(({ actions, conditions }) => `${codes(actions)}${inStatus(conditions?.status)}`).join('; ')
}

function inStatus(status: readonly string[] | undefined): string {
  return status === undefined ? '' : ` of ${status.join(', ')} entries`
}

const standingNames: Readonly<Record<Standing, string>> = {
  account: 'the account itself',
  'password-login': 'logging in with a password',
  owner: 'the owner of the space',
  administrator: 'Administrator',
  developer: 'Developer',
  editor: 'Editor',
  viewer: 'Viewer',
  'custom-role': 'members with a role of their own',
  'release-owner': 'the owner of the releases',
  'installation-administrator': 'installation administrators',
}

function makerInWords({ standings, action, reach }: Maker): string {
  const who = standings.map((standing) => standingNames[standing]).join(', ')
  const where = reach === 'installation' ? ' (for all spaces)' : ''
  return `${who}${where}${action === null ? '' : `, if their rights hold \`${action}\``}`
}

function callsOf(kind: TokenKind): string {
  const own = operations.filter(({ callers }) => callers !== 'anyone' && callers.includes(kind))
  const resources = Map.groupBy(own, ({ resource }) => resource)
  const parts = [...resources].map(([resource, members]) => {
    const verbs = members.map(({ id }) => id.slice(resource.length + 1))
    return `[${resource}](operations.md#${resource}) (${verbs.join(', ')})`
  })
  return parts.length === 0 ? 'none yet' : parts.join(', ')
}
