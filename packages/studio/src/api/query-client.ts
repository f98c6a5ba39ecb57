import { LatchkeyProblem } from '@latchkey/client/problem'
import { QueryClient } from '@tanstack/react-query'

/** What the studio has read. A refusal is an answer: only what did not arrive, or failed, is asked for again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && !(error instanceof LatchkeyProblem && error.status < 500),
    },
  },
})
