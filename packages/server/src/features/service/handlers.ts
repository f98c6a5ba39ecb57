import { catalogueOfActions, catalogueOfOperations } from '@latchkey/contract/catalogue'
import { catalogueOfFieldKinds } from '@latchkey/contract/content-types/field-kinds'
import { problems } from '@latchkey/contract/problems'
import { health, showCatalogue, showOpenapi, showProblem } from '@latchkey/contract/service/operations'
import { implementPublic } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { openapi } from './openapi.ts'

const catalogue = {
  actions: catalogueOfActions(),
  operations: catalogueOfOperations(),
  field_kinds: catalogueOfFieldKinds(),
}

export const serviceImplementations = [
  implementPublic(health, async ({ database }) => {
    await database.health()
    return { status: 'ok' as const }
  }),

  implementPublic(showOpenapi, async () => openapi),

  implementPublic(showCatalogue, async () => catalogue),

  implementPublic(showProblem, async ({ input }) => {
    const problem = Object.values(problems).find(({ slug }) => slug === input.params.problem)
    if (!problem) throw refuse(problems.notFound)
    const { slug, title, status, description } = problem
    return { type: `/problems/${slug}`, title, status, description }
  }),
]
