import type { LinkProps } from '@tanstack/react-router'
import type { Keeper } from './use-keeper.ts'

type Target = Pick<LinkProps, 'to' | 'params'>

// Where the pages of a keeper's tokens are.

export function listLink({ space }: Pick<Keeper, 'space'>): Target {
  return space === null ? { to: '/studio/account/tokens' } : { to: '/studio/spaces/$space/tokens', params: { space } }
}

export function newLink({ space }: Pick<Keeper, 'space'>): Target {
  return space === null
    ? { to: '/studio/account/tokens/new' }
    : { to: '/studio/spaces/$space/tokens/new', params: { space } }
}

export function tokenLink({ space }: Pick<Keeper, 'space'>, token: string): Target {
  return space === null
    ? { to: '/studio/account/tokens/$token', params: { token } }
    : { to: '/studio/spaces/$space/tokens/$token', params: { space, token } }
}
