import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../api/client.ts'

/** Ends the session and leads to the sign-in; nothing of what was read stays in the page. */
export function useSignOut(): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { mutate } = useMutation({
    mutationFn: () => api.session.logout(),
    onSettled: async () => {
      await navigate({ to: '/studio/sign-in' })
      queries.clear()
    },
  })
  return mutate
}
