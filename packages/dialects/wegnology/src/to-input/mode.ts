import { refuseFaults } from './faults.ts'

/**
 * What a token of an application may do: all of it, or read it. Single scopes of such tokens would be grants of ours, which say
 * more than they do: an API token is made for that.
 */
export function readMode(scope: unknown): 'read' | 'read-write' {
  const scopes: readonly unknown[] = Array.isArray(scope) ? scope : []
  const [only, ...others] = scopes
  if (others.length === 0 && only === 'all.Application.read') return 'read'
  if (others.length === 0 && only === 'all.Application') return 'read-write'
  throw refuseFaults([
    {
      name: 'scope',
      detail: 'Write ["all.Application"] or ["all.Application.read"]; for less, make an API token with grants.',
    },
  ])
}
