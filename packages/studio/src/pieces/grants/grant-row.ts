import type { Grant, Status } from '@latchkey/policy/grant'

/** A grant while it is being written: every part is there, and may be empty. */
export interface GrantRow {
  readonly effect: Grant['effect']
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly fields: readonly string[]
  readonly own: boolean
  readonly status: readonly Status[]
  readonly locales: readonly string[]
  readonly tags: readonly string[]
}

export const statuses: readonly Status[] = ['draft', 'published', 'protected', 'archived']

export const emptyRow: GrantRow = {
  effect: 'allow',
  actions: [],
  resources: [],
  fields: [],
  own: false,
  status: [],
  locales: [],
  tags: [],
}

export function rowOf({ effect, actions, resources, fields = [], conditions = {} }: Grant): GrantRow {
  const { own = false, status = [], locales = [], tags = [] } = conditions
  return { effect, actions, resources, fields, own, status, locales, tags }
}

/** The grant that a row says; what is empty and may be left out is left out. */
export function grantOf({ effect, actions, resources, fields, own, status, locales, tags }: GrantRow): Grant {
  const conditions = {
    ...(own && { own: true as const }),
    ...(status.length > 0 && { status }),
    ...(locales.length > 0 && { locales }),
    ...(tags.length > 0 && { tags }),
  }
  return {
    effect,
    actions,
    resources,
    ...(fields.length > 0 && { fields }),
    ...(Object.keys(conditions).length > 0 && { conditions }),
  }
}
