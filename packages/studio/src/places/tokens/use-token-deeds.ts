import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Token } from '../../api/answers.ts'
import { notifyDone, notifyProblem } from '../../pieces/notify.tsx'
import { t } from '../../words/words.ts'
import { useKeeper } from './use-keeper.ts'

/** What is done to a token with one press; the lists and pages that show it follow. */
export function useTokenDeeds(token: Token) {
  const keeper = useKeeper()
  const queries = useQueryClient()
  const { id, name } = token
  const deed = (run: () => Promise<unknown>, done: string) => ({
    mutationFn: run,
    onSuccess: async () => {
      notifyDone(done)
      await queries.invalidateQueries({ queryKey: keeper.list.queryKey })
    },
    onError: notifyProblem,
  })
  return {
    activate: useMutation(deed(() => keeper.activate(id), t('tokens.deed.resumed', { name }))),
    deactivate: useMutation(deed(() => keeper.deactivate(id), t('tokens.deed.paused', { name }))),
    revoke: useMutation(deed(() => keeper.revoke(id), t('tokens.deed.revoked', { name }))),
    remove: useMutation({
      mutationFn: () => keeper.remove(id),
      onError: notifyProblem,
      // Its own page is not asked for again: it is gone.
      onSuccess: async () => {
        notifyDone(t('tokens.deed.deleted', { name }))
        await queries.invalidateQueries({ queryKey: keeper.list.queryKey, exact: true })
      },
    }),
  }
}
