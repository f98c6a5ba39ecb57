import { problems } from '@latchkey/contract/problems'
import { kinds } from '@latchkey/tokens/kinds'
import { refuseLayer } from '../../pipeline/gate.ts'
import type { Context } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { type EnvironmentView, readDraftView, readEnvironmentViews } from '../content/views.ts'
import { type LocaleRow, readLocales } from '../locales/queries.ts'

/** Where a reader is: what a request says besides the thing that it reads. */
export interface Place {
  /** What the environment shows. */
  readonly view: string
  /** The view of working copies, where those are asked for; else null. */
  readonly draftView: string | null
  readonly locales: readonly LocaleRow[]
}

export interface PlaceQuery {
  readonly environment?: string
  readonly state?: 'published' | 'draft'
}

const environmentDefault = 'production'

/** Finds the place. What the kind or the environment of the token bars is 403 and names that layer, whether or not it exists. */
export async function readPlace({ db, space, branch, caller }: Context, query: PlaceQuery): Promise<Place> {
  const drafts = query.state === 'draft'
  if (drafts && kinds[caller.principal.kind].delivers !== 'drafts-too') {
    throw refuseLayer('kind', `A ${caller.principal.kind} token reads published content only.`)
  }
  const view = environmentOf(caller, await readEnvironmentViews(db, space.id, branch.id), query.environment)
  return {
    view: view.id,
    draftView: drafts ? await readDraftView(db, space.id, branch.id) : null,
    locales: await readLocales(db, space.id),
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

function isNamed({ environmentId, environment }: EnvironmentView, name: string): boolean {
  return environmentId === name || environment === name
}
