import { isRecord } from '@latchkey/dialect-kit/body'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { recordsIn } from './body.ts'

type Members = Readonly<Record<string, unknown>>
type Reach = 'all' | string[]

/** Branches and aliases of a token. */
export interface BranchScope {
  readonly branches: Reach
  readonly aliases: Reach
}

const all = '$all'

/** The environment of a delivery token: one, by its name. */
export function environmentIn(token: Members): string {
  const names = namesIn(token, 'environment', 'environments')
  const [only, ...others] = names ?? []
  if (only === undefined) throw refuseBody('/scope.environment', 'is a required field.')
  if (others.length > 0 || only === all) throw refuseBody('/scope.environment', 'A delivery token has one environment.')
  return only
}

/** At least one branch or alias has to be named. */
export function branchScopeIn(token: Members): BranchScope {
  const branches = namesIn(token, 'branch', 'branches')
  const aliases = namesIn(token, 'branch_alias', 'branch_aliases')
  if ((branches ?? []).length === 0 && (aliases ?? []).length === 0)
    throw refuseBody('/scope.branch_or_alias', 'is a required field.')
  return { branches: reachOf(branches), aliases: reachOf(aliases) }
}

/** Modules of a management token that are no environments and branches: of these it has all, in one mode. */
const contentModules: ReadonlySet<unknown> = new Set([
  all,
  'content_type',
  'entry',
  'asset',
  'global_field',
  'environment',
  'locale',
  'language',
  'label',
  'extension',
  'release',
  'webhook',
  'role',
  'workflow',
])

/** Whether a management token reads or writes; modules that say different things are refused, since no mode does. */
export function modeIn(token: Members): 'read' | 'write' | 'read-write' {
  const modes = new Set<'read' | 'write' | 'read-write'>()
  for (const each of recordsIn(token, 'scope') ?? []) {
    const { module, acl } = each
    if (module === 'branch' || module === 'branch_alias') continue
    if (!contentModules.has(module))
      throw refuseBody('/scope.module', `${String(module)} is not for management tokens.`)
    modes.add(modeOf(acl))
  }
  const [only, ...others] = [...modes]
  if (only === undefined) throw refuseBody('/scope', 'is a required field.')
  if (others.length > 0) throw refuseBody('/scope.acl', 'All modules of a token are read, or written, alike.')
  return only
}

function modeOf(acl: unknown): 'read' | 'write' | 'read-write' {
  const { read, write } = isRecord(acl) ? acl : {}
  if (read === true) return write === true ? 'read-write' : 'read'
  if (write === true) return 'write'
  throw refuseBody('/scope.acl', 'says neither read nor write.')
}

/** Names of a module; what clients have read comes back as objects. */
function namesIn(token: Members, module: string, key: string): readonly string[] | undefined {
  const own = (recordsIn(token, 'scope') ?? []).filter((each) => each['module'] === module)
  if (own.length === 0) return undefined
  return own.flatMap((each) => {
    const names = each[key]
    if (!Array.isArray(names)) throw refuseBody(`/scope.${key}`, 'is not a list.')
    return names.map((name) => nameIn(name, key))
  })
}

function nameIn(name: unknown, key: string): string {
  if (typeof name === 'string') return name
  const inner = isRecord(name) ? (name['name'] ?? name['uid']) : undefined
  if (typeof inner !== 'string') throw refuseBody(`/scope.${key}`, 'is not valid.')
  return inner
}

function reachOf(names: readonly string[] | undefined): Reach {
  return names?.includes(all) === true ? 'all' : [...(names ?? [])]
}

/** When a management token ends: at the first moment of the day that is named. Null: never. */
export function expiryIn(token: Members): string | null {
  const { expires_on: on, is_never_expires: never } = token
  if (on === undefined || on === null || on === '' || on === false) return null
  if (never === true) throw refuseBody('/expires_on', 'A token that never expires has no day for it.')
  const day = typeof on === 'string' ? /^\d{4}-\d\d-\d\d(?=$|T)/.exec(on)?.[0] : undefined
  const ms = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00.000Z`)
  if (Number.isNaN(ms)) throw refuseBody('/expires_on', 'is not valid.')
  return new Date(ms).toISOString()
}
