import type { listAliases, listBranches } from '@latchkey/contract/branches/operations'
import type { listEnvironments } from '@latchkey/contract/environments/operations'
import type { listLocales } from '@latchkey/contract/locales/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { listRoles } from '@latchkey/contract/roles/operations'
import { uidOf } from '../uids.ts'

type ItemOf<Page extends { readonly items: readonly unknown[] }> = Page['items'][number]
type Environment = ItemOf<ResultOf<typeof listEnvironments>>
type Branch = ItemOf<ResultOf<typeof listBranches>>
type Alias = ItemOf<ResultOf<typeof listAliases>>
type Locale = ItemOf<ResultOf<typeof listLocales>>
type Role = ItemOf<ResultOf<typeof listRoles>>

/** Environments have no addresses here. */
export function environmentOf({ id, slug }: Environment): Record<string, unknown> {
  return { uid: uidOf(id), name: slug, urls: [], _version: 1, ACL: [], tags: [] }
}

/** A branch is called by its name; the vendor's first one has no source. */
export function branchOf(branch: Branch, aliases: readonly Alias[]): Record<string, unknown> {
  const own = aliases.filter(({ branch: target }) => target?.id === branch.id)
  return {
    uid: branch.name,
    source: branch.source?.name ?? '',
    created_at: branch.created_at,
    updated_at: branch.created_at,
    alias: own.map(({ name }) => ({ uid: name })),
  }
}

/** An alias is told as the branch that it stands for. */
export function aliasOf({ name, branch, updated_at: updatedAt }: Alias): Record<string, unknown> {
  return { uid: branch?.name ?? name, source: '', alias: name, created_at: updatedAt, updated_at: updatedAt }
}

export function localeOf({ code, name, fallback }: Locale): Record<string, unknown> {
  return { uid: code, code, name, fallback_locale: fallback, ACL: [], _version: 1 }
}

/** A role with its grants: rules of the vendor cannot say what they say. */
export function roleOf({ id, name, grants }: Role): Record<string, unknown> {
  return { uid: uidOf(id), name, description: '', grants }
}
