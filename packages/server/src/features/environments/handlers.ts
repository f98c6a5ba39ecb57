import {
  createEnvironment,
  deleteEnvironment,
  listEnvironments,
  showEnvironment,
  updateEnvironment,
} from '@latchkey/contract/environments/operations'
import { problems } from '@latchkey/contract/problems'
import type { SpaceName, Target } from '@latchkey/policy/request'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseSpaceEpoch } from '../authority.ts'
import { readBranchInCreation } from '../branches/queries.ts'
import { rowByRow } from '../row-by-row.ts'
import {
  changeEnvironment,
  type EnvironmentRow,
  insertEnvironment,
  markEnvironmentDeleted,
  readEnvironment,
  readEnvironments,
} from './queries.ts'
import { takeOffline } from './take-offline.ts'

interface EnvironmentFacts extends Facts {
  readonly environment: EnvironmentRow
}

function targetOf(space: SpaceName, { id, name }: EnvironmentRow): Target {
  return { area: 'environments', space, id, name }
}

async function loadSpace({ space }: Context): Promise<Facts> {
  return { target: { area: 'environments', space } }
}

async function loadOne({
  db,
  space,
  input,
}: Context<{ params: { environment: string } }>): Promise<EnvironmentFacts | null> {
  const environment = await readEnvironment(db, space.id, input.params.environment)
  return environment && { target: targetOf(space, environment), environment }
}

export const environmentImplementations = [
  implement(listEnvironments, {
    load: loadSpace,
    requests: rowByRow,
    handle: async ({ db, space, allows }) => {
      const rows = await readEnvironments(db, space.id)
      const shown = rows.filter((row) => allows({ action: 'environments.read', target: targetOf(space, row) }))
      return { items: shown.map(render), next: null }
    },
  }),

  implement(createEnvironment, {
    prepare: async (_input, { newId, nextSerial }) => ({ id: newId(), serial: await nextSerial('environment') }),
    load: async ({ space, input }) => ({ target: { area: 'environments', space, name: input.body.slug } }),
    handle: async ({ db, space, input: { body }, now, prepared, services }) => {
      if (await readEnvironment(db, space.id, body.slug)) throw refuse(problems.slugTaken)
      await raiseSpaceEpoch(db, space.id)
      const environment = { ...prepared, spaceId: space.id, slug: body.slug }
      return render(await insertEnvironment(db, environment, services.newId, now))
    },
    created: (environment) => environment.id,
    replay: async (id, { db, space }) => {
      const environment = await readEnvironment(db, space.id, id)
      return environment && render(environment)
    },
  }),

  implement(showEnvironment, { load: loadOne, handle: async ({ facts }) => render(facts.environment) }),

  implement(updateEnvironment, {
    load: loadOne,
    // A new slug is decided under both names.
    requests: ({ target }, { input: { body } }) => [
      { action: 'environments.update', target, ...(body.slug !== undefined && { after: { name: body.slug } }) },
    ],
    handle: async ({ db, space, facts: { environment }, input: { body } }) => {
      const { slug = environment.name, requires_review: review = environment.requires_review === 1 } = body
      const holder = await readEnvironment(db, space.id, slug)
      if (holder !== null && holder.id !== environment.id) throw refuse(problems.slugTaken)
      await raiseSpaceEpoch(db, space.id)
      return render(await changeEnvironment(db, environment, { name: slug, requires_review: review ? 1 : 0 }))
    },
  }),

  implement(deleteEnvironment, {
    load: loadOne,
    handle: async ({ db, space, facts: { environment } }) => {
      const all = await readEnvironments(db, space.id)
      if (all.length === 1) throw refuse(problems.inUse, 'It is the last environment: create another first.')
      const made = await readBranchInCreation(db, space.id)
      if (made !== null) throw refuse(problems.inUse, `The branch ${made} is being made: wait until it is.`)
      await raiseSpaceEpoch(db, space.id)
      await takeOffline(db, { spaceId: space.id, environmentId: environment.id })
      await markEnvironmentDeleted(db, space.id, environment.id)
      return null
    },
  }),
]

function render({ id, name, requires_review }: EnvironmentRow) {
  return { id, slug: name, requires_review: requires_review === 1 }
}
