import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { attempt } from '../session/attempt.ts'
import { t } from '../words/words.ts'
import { notifyDone, notifyProblem } from './notify.tsx'

interface DeedOptions<Result, Input> {
  /** What is asked of the API. */
  readonly run: (input: Input) => Promise<Result>
  /** Said when it has been done. */
  readonly done?: string | ((result: Result, input: Input) => string)
  /** Takes it back, where that leaves everything as it was; offered with what is said. */
  readonly undo?: (result: Result, input: Input) => Promise<unknown>
  /** The way to another page, where the one that is shown is about what is gone then. */
  readonly leave?: () => Promise<void>
  /** What has to be read again afterwards. */
  readonly stale: readonly QueryKey[]
  /** After it has been read. */
  readonly onDone?: (result: Result) => void
}

/** What dialogs and buttons need to know of a deed. */
export interface Deed<Input> {
  readonly mutate: (input: Input, options?: { readonly onSuccess?: () => void }) => void
  readonly reset: () => void
  readonly isPending: boolean
  readonly error: unknown
}

/** Something that is done with one press: what it takes is asked for, and what shows it follows. */
export function useDeed<Result, Input = void>(options: DeedOptions<Result, Input>) {
  const { run, done, undo, leave, stale, onDone } = options
  const queries = useQueryClient()
  const refresh = () => Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })))
  // The page that did it may be gone by then.
  const takeBack = (back: () => Promise<unknown>) => () =>
    void attempt(back)
      .then(refresh)
      .then(() => notifyDone(t('shared.undone')), notifyProblem)
  return useMutation({
    mutationFn: (input: Input) => attempt(() => run(input)),
    onSuccess: async (result, input) => {
      if (done !== undefined) {
        const said = typeof done === 'string' ? done : done(result, input)
        notifyDone(said, undo && takeBack(() => undo(result, input)))
      }
      await leave?.()
      await refresh()
      onDone?.(result)
    },
  })
}
