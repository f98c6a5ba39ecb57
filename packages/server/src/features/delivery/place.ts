import { problems } from '@latchkey/contract/problems'
import { kinds } from '@latchkey/tokens/kinds'
import { refuseLayer } from '../../pipeline/gate.ts'
import type { Context } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { type EnvironmentView, readDraftView, readEnvironmentViews } from '../content/views.ts'
import type { ReleaseLayer } from '../content/release-source.ts'
import { environmentsOf } from '../releases/render.ts'
import { layerOf, readAsOf } from './as-of-release.ts'
import { type LocaleRow, readLocales } from '../locales/queries.ts'

/** Where a reader is: what a request says besides the thing that it reads. */
export interface Place {
  /** The environment's slug. */
  readonly environment: string
  /** What the environment shows. */
  readonly view: string
  /** The view of working copies, where those are asked for; else null. */
  readonly draftView: string | null
  /** What is laid over the view, where it is read as of a release that is not published yet; else null. */
  readonly release: ReleaseLayer | null
  readonly locales: readonly LocaleRow[]
  /** What an address has to say to lead to the same place, for whom it is not said already. */
  readonly named: Pick<PlaceQuery, 'environment' | 'state'>
}

export interface PlaceQuery {
  readonly environment?: string
  readonly state?: 'published' | 'draft'
  /** An id. */
  readonly release?: string
}

const environmentDefault = 'production'

/** Finds the place. What the kind or the environment of the token bars is 403 and names that layer, whether or not it exists. */
export async function readPlace(context: Context, query: PlaceQuery): Promise<Place> {
  const { db, space, branch, caller } = context
  const drafts = query.state === 'draft'
  if (drafts && kinds[caller.principal.kind].delivers !== 'drafts-too') {
    throw refuseLayer('kind', `A ${caller.principal.kind} token reads published content only.`)
  }
  const views = await readEnvironmentViews(db, space.id, branch.id)
  const release = await readAsOf(context, query.release)
  if (release !== null && drafts) {
    const detail = 'What a release shows is pinned: leave out the state.'
    throw refuse(problems.invalidQuery, undefined, { errors: [{ parameter: 'state', detail }] })
  }
  const view =
    release === null
      ? environmentOf(caller, views, query.environment)
      : environmentOfRelease(caller, environmentsOf(release, views), query.environment)
  const { state } = query
  const environment = release !== null && caller.principal.environmentId === null ? view.environment : query.environment
  return {
    environment: view.environment,
    view: view.id,
    draftView: drafts ? await readDraftView(db, space.id, branch.id) : null,
    release: release && (await layerOf(db, release)),
    locales: await readLocales(db, space.id),
    named: { ...(environment !== undefined && { environment }), ...(state !== undefined && { state }) },
  }
}

function environmentOf(
  { principal }: Caller,
  all: readonly EnvironmentView[],
  named: string | undefined,
): EnvironmentView {
  const own = all.find(({ environmentId }) => environmentId === principal.environmentId)
  if (principal.environmentId !== null) {
    if (own !== undefined && (named === undefined || isNamed(own, named))) return own
    throw refuseLayer('environment', 'The token reads another environment.')
  }
  const found = all.find((each) => isNamed(each, named ?? environmentDefault))
  if (found !== undefined) return found
  throw refuse(problems.invalidQuery, undefined, {
    errors: [{ parameter: 'environment', detail: 'There is no such environment.' }],
  })
}

/** One of those that the release publishes to; the first of them where none is named and it is not the standard one. */
function environmentOfRelease(
  caller: Caller,
  reached: readonly EnvironmentView[],
  named: string | undefined,
): EnvironmentView {
  const { environmentId } = caller.principal
  const standard = reached.find((each) => isNamed(each, environmentDefault)) ?? reached[0]
  const found =
    named === undefined && environmentId === null
      ? standard
      : reached.find((each) => isNamed(each, named ?? environmentId ?? ''))
  if (found === undefined) {
    const detail = 'The release is published to no such environment.'
    throw refuse(problems.invalidQuery, undefined, { errors: [{ parameter: 'environment', detail }] })
  }
  return environmentId === null ? found : environmentOf(caller, reached, named)
}

function isNamed({ environmentId, environment }: EnvironmentView, name: string): boolean {
  return environmentId === name || environment === name
}
