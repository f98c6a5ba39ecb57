import { releases } from '@latchkey/contract/actions'
import { problems } from '@latchkey/contract/problems'
import { showRelease } from '@latchkey/contract/releases/operations'
import type { Reader } from '../../database/database.ts'
import { decide } from '../../pipeline/authorize.ts'
import { assertEver, assertScopeHasAction } from '../../pipeline/gate.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { ReleaseLayer } from '../content/release-source.ts'
import { readReleaseView } from '../releases/item-queries.ts'
import { isKnown, targetOf } from '../releases/load-release.ts'
import { readRelease, readReleaseId, type ReleaseRow } from '../releases/queries.ts'

/**
 * The release as of which a request reads; null for what is live now.
 *
 * A token that is tied to releases reads as of one of them and never otherwise. All others need the right to read the
 * release. What a release shows is decided like published content: no right to read drafts is asked for.
 */
export async function readAsOf(context: Context, named: string | undefined): Promise<ReleaseRow | null> {
  const { db, space, branch, caller } = context
  const own = caller.principal.releases
  const id = own === null ? named : ownRelease(own, named)
  if (id === undefined) return null
  if (own === null) {
    assertEver(caller, releases.read.name, { area: 'releases', space })
    assertScopeHasAction(showRelease, caller, releases.read.name)
  }
  const place = { spaceId: space.id, branchId: branch.id }
  const release = await readRelease(
    db,
    place,
    /^\d{1,15}$/.test(id) ? ((await readReleaseId(db, place, Number(id))) ?? id) : id,
  )
  const mayRead =
    release !== null &&
    (own === null
      ? isKnown(release, caller, space) &&
        decide(caller, { action: releases.read.name, target: targetOf(space, release) }).allowed
      : own.includes(release.id))
  if (!mayRead) throw refuseParameter('There is no such release.')
  return release
}

function ownRelease(own: readonly string[], named: string | undefined): string {
  const [only, ...others] = own
  if (named !== undefined) return named
  if (only !== undefined && others.length === 0) return only
  throw refuseParameter('Name the release: the token is for several.')
}

function refuseParameter(detail: string) {
  return refuse(problems.invalidQuery, undefined, { errors: [{ parameter: 'release', detail }] })
}

/** What an open release lays over an environment; null for one that is published or holds nothing. */
export async function layerOf(db: Reader, release: ReleaseRow): Promise<ReleaseLayer | null> {
  if (release.state === 'published') return null
  const view = await readReleaseView(db, release.id)
  return view === null ? null : { releaseId: release.id, view, undatedAt: release.release_at ?? release.updated_at }
}
