import type { Grant } from '@latchkey/policy/grant'
import type { SpaceName } from '@latchkey/policy/request'
import { operations } from '@latchkey/contract/operations'
import type { Reader } from '../../database/database.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { storedGrants, storedScope } from '../../pipeline/read-rights.ts'
import { storedTerms } from '../../pipeline/terms.ts'
import { readRoleGrants } from './bindings.ts'
import { knownTags } from './known-tags.ts'
import type { Child } from './maker.ts'
import type { TokenRecord } from './queries.ts'
import { type KnownNames, warningsAbout, warningsAboutKind } from './warnings.ts'

/** What a token of a space opens by what it is bound to now. */
export async function childOf(db: Reader, token: TokenRecord): Promise<Child> {
  const role = token.role_id === null ? null : await readRoleGrants(db, token.role_id)
  return {
    kind: token.kind,
    mode: storedScope(token).mode,
    lists: [role, token.grants].flatMap((text) =>
      text === null ? [] : [{ pointer: null, grants: storedGrants(text) }],
    ),
    spaces: spacesOf(token),
    expiresAt: token.expires_at,
    networks: storedTerms(token).networks,
  }
}

/** What is odd about a token's kind and its own grants. Names are looked up where it has one space: elsewhere they differ by space. */
export async function readWarnings(db: Reader, caller: Caller, token: TokenRecord): Promise<readonly string[]> {
  const ofKind = warningsAboutKind(token.kind)
  if (token.grants === null) return ofKind
  const [space, ...others] = spacesOf(token) ?? []
  const grants = storedGrants(token.grants)
  const names = space !== undefined && others.length === 0 ? await readNames(db, caller, space.id, grants) : null
  return [...ofKind, ...warningsAbout(token.kind, grants, operations, names)]
}

function spacesOf({ spaces, listed, space_id, space_slug }: TokenRecord): readonly SpaceName[] | null {
  if (spaces === 'all') return null
  if (spaces === 'listed') return listed
  return space_id === null || space_slug === null ? [] : [{ id: space_id, slug: space_slug }]
}

/**
 * The types with their fields, of all branches since grants do not speak of them, and the locales of a space; and what is known
 * of the tags that the grants deny, where the caller asks in that space.
 */
export async function readNames(
  db: Reader,
  caller: Caller,
  spaceId: string,
  grants: readonly Grant[],
): Promise<KnownNames> {
  const types = await db
    .selectFrom('content_types')
    .select(['slug', 'fields'])
    .where('space_id', '=', spaceId)
    .execute()
  const locales = await db.selectFrom('locales').select('code').where('space_id', '=', spaceId).execute()
  return {
    types: new Map(
      [...Map.groupBy(types, ({ slug }) => slug)].map(([slug, same]) => [
        slug,
        same.flatMap(({ fields }) => fieldIds(fields)),
      ]),
    ),
    locales: locales.map(({ code }) => code),
    tags: caller.space?.id === spaceId ? await knownTags(db, { caller, space: caller.space }, grants) : null,
  }
}

function fieldIds(text: string): string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- stored as the contract's list of fields.
  return (JSON.parse(text) as readonly { readonly id: string }[]).map(({ id }) => id)
}
