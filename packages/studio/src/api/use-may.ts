import { useQuery } from '@tanstack/react-query'
import { t } from '../words/words.ts'
import type { OwnQuestion } from './answers.ts'
import { api } from './client.ts'

/** Whether something is open to the person; `why` says in a sentence why it is not. */
export type Permit = { readonly allowed: true } | { readonly allowed: false; readonly why: string }

export const permitted: Permit = { allowed: true }

/** How many questions the server takes at once. */
const askedMax = 300

type Answer = Awaited<ReturnType<typeof api.spaces.explain>>['answers'][number]

/**
 * What the person may do, asked of the server with all that a page is about at once: `may('publish')`.
 *
 * Until the answer is there, and where none comes, nothing is held back: the server decides about what is then tried.
 */
export function useMay<Name extends string>(
  space: string,
  questions: { readonly [Each in Name]?: OwnQuestion },
): (name: Name) => Permit {
  const pairs = Object.entries<OwnQuestion | undefined>(questions).flatMap(([name, question]) =>
    question === undefined ? [] : [[name, question] as const],
  )
  const names = pairs.map(([name]) => name)
  const asked = pairs.map(([, question]) => question)
  const { data } = useQuery({
    queryKey: ['spaces', space, 'may', asked],
    queryFn: async () => {
      const answers: Answer[] = []
      for (let from = 0; from < asked.length; from += askedMax) {
        const body = { questions: asked.slice(from, from + askedMax) }
        answers.push(...(await api.spaces.explain({ space }, { body })).answers)
      }
      return answers
    },
    staleTime: 30_000,
    enabled: asked.length > 0,
  })
  return (name) => {
    const answer = data?.[names.indexOf(name)]
    if (answer === undefined || answer.allowed) return permitted
    return { allowed: false, why: t(answer.reason === 'deny' ? 'shared.may.denied' : 'shared.may.lacking') }
  }
}

/** The first of several permits that is none; each has to be given. */
export function every(...permits: readonly Permit[]): Permit {
  return permits.find(({ allowed }) => !allowed) ?? permitted
}
