import type { LinkProps } from '@tanstack/react-router'
import type { Holder } from './holder.ts'

type Target = Pick<LinkProps, 'to' | 'params'>

// Where the pages of somebody's tokens are.

export function listLink({ of, space }: Holder): Target {
  if (of === 'space') return { to: '/studio/spaces/$space/tokens', params: { space } }
  return { to: of === 'account' ? '/studio/account/tokens' : '/studio/installation/tokens' }
}

export function newLink({ of, space }: Holder): Target {
  if (of === 'space') return { to: '/studio/spaces/$space/tokens/new', params: { space } }
  return { to: of === 'account' ? '/studio/account/tokens/new' : '/studio/installation/tokens/new' }
}

export function tokenLink({ of, space }: Holder, token: string): Target {
  if (of === 'space') return { to: '/studio/spaces/$space/tokens/$token', params: { space, token } }
  const to = of === 'account' ? '/studio/account/tokens/$token' : '/studio/installation/tokens/$token'
  return { to, params: { token } }
}
