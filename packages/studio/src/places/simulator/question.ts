import type { Question } from '../../api/answers.ts'

/** What somebody asks, while it is being put together. Empty texts ask about nothing in particular. */
export interface Asked {
  readonly action: string | null
  readonly type: string | null
  readonly entry: string
  readonly resource: string
  readonly fields: readonly string[]
  readonly locales: readonly string[]
  readonly status: NonNullable<Question['status']> | null
  readonly tags: readonly string[]
}

export const nothingAsked: Asked = {
  action: null,
  type: null,
  entry: '',
  resource: '',
  fields: [],
  locales: [],
  status: null,
  tags: [],
}

/** Whether an action is about entries, and so about a type, fields, locales and states. */
export function isAboutContent(action: string | null): boolean {
  return action !== null && action.startsWith('content.')
}

/** Whether an action is about things that bear tags. */
export function isAboutTagged(action: string | null): boolean {
  return isAboutContent(action) || (action !== null && action.startsWith('media.'))
}

/** Whether an action touches fields; reads show every field. */
export function touchesFields(action: string | null): boolean {
  return action === 'content.create' || action === 'content.update'
}

/** The question as the API takes it; null while it cannot be asked yet. */
export function questionOf({ action, type, entry, resource, fields, locales, status, tags }: Asked): Question | null {
  if (action === null) return null
  const borne = isAboutTagged(action) && tags.length > 0 && { tags: [...tags] }
  if (!isAboutContent(action)) return { action, ...(resource.trim() !== '' && { resource: resource.trim() }), ...borne }
  if (type === null) return null
  return {
    action,
    type,
    ...(entry.trim() !== '' && { entry: entry.trim() }),
    ...(touchesFields(action) && fields.length > 0 && { fields: [...fields] }),
    ...(locales.length > 0 && { locales: [...locales] }),
    ...(status !== null && { status }),
    ...borne,
  }
}
