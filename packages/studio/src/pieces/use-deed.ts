import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { attempt } from '../session/attempt.ts'
import { notifyDone } from './notify.ts'

interface DeedOptions<Result, Input> {
  /** What is asked of the API. */
  readonly run: (input: Input) => Promise<Result>
  /** Said when it has been done. */
  readonly done?: string | ((result: Result, input: Input) => string)
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
export function useDeed<Result, Input = void>({ run, done, leave, stale, onDone }: DeedOptions<Result, Input>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (input: Input) => attempt(() => run(input)),
    onSuccess: async (result, input) => {
      if (done !== undefined) notifyDone(typeof done === 'string' ? done : done(result, input))
      await leave?.()
      await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })))
      onDone?.(result)
    },
  })
}
