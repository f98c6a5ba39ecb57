import { content, locales, media, roles, schema, spaces, tokens, users, webhooks } from '@latchkey/contract/actions'
import type { Action } from '@latchkey/contract/action'
import type { GrantSchema } from '@latchkey/contract/grant-schema'
import type { Static } from '@latchkey/contract/schema'
import type { RoleAction, RoleArea } from './shape.ts'

export type Grant = Static<typeof GrantSchema>

/** Actions of the vendor that are one of ours: a role says the same of all of them. */
export interface Unit {
  readonly area: RoleArea
  readonly effect: Grant['effect']
  readonly actions: readonly RoleAction[]
  readonly grant: Pick<Grant, 'actions' | 'fields' | 'conditions'>
}

const names = (...actions: readonly Action[]) => actions.map(({ name }) => name)

const both = (area: RoleArea, actions: readonly RoleAction[], ...ours: readonly Action[]): Unit[] =>
  (['allow', 'deny'] as const).map((effect) => ({ area, effect, actions, grant: { actions: names(...ours) } }))

/**
 * What each action is here. Publishing and unpublishing are one right; so are archiving and unarchiving, which touch the status
 * and nothing else. A deny of saving stops archiving too, since that is a save: only all three together can be denied.
 */
export const units: readonly Unit[] = [
  ...both('content', ['Read'], content.read),
  ...both('content', ['Create'], content.create),
  ...both('content', ['Delete'], content.delete),
  ...both('content', ['Publish', 'Unpublish'], content.publish),
  {
    area: 'content',
    effect: 'allow',
    actions: ['Edit'],
    grant: { actions: names(content.update), conditions: { status: ['draft', 'protected', 'published'] } },
  },
  {
    area: 'content',
    effect: 'allow',
    actions: ['Archive', 'Unarchive'],
    grant: { actions: names(content.update), fields: ['status'], conditions: { status: ['archived', 'draft'] } },
  },
  {
    area: 'content',
    effect: 'deny',
    actions: ['Edit', 'Archive', 'Unarchive'],
    grant: { actions: names(content.update) },
  },
  ...both('media', ['Read'], media.read),
  ...both('media', ['Create'], media.upload),
  ...both('media', ['Delete'], media.delete),
  ...both('media', ['Edit', 'Publish', 'Unpublish'], media.update),
  ...both('contentType', ['Read'], schema.read),
  ...both('contentType', ['Create'], schema.create),
  ...both('contentType', ['Edit'], schema.update),
  ...both('contentType', ['Delete'], schema.delete),
]

/** Actions that mean something of an area; the others are said by `All` alone, and then mean nothing. */
export function hasAction(area: RoleArea, action: RoleAction): boolean {
  return units.some((unit) => unit.area === area && unit.actions.includes(action))
}

/** The first word of resources. */
export const resourceAreas: Readonly<Record<RoleArea, string>> = {
  content: 'content',
  contentType: 'schema',
  media: 'media',
}

/** What a setting lets a person manage. */
export const settings: Readonly<Record<string, { readonly actions: readonly string[]; readonly resource: string }>> = {
  SETTING_GENERAL: { actions: names(spaces.read, spaces.update), resource: 'spaces:*' },
  SETTING_LOCALE: { actions: names(...Object.values(locales)), resource: 'locales:*' },
  SETTING_WEBHOOK: { actions: names(webhooks.manage), resource: 'webhooks:*' },
  SETTING_DELIVERY_ACCESS_TOKEN: { actions: names(...Object.values(tokens)), resource: 'tokens:*' },
  SETTING_USER: { actions: names(...Object.values(users)), resource: 'users:*' },
  SETTING_ROLE: { actions: names(...Object.values(roles)), resource: 'roles:*' },
}

export const everySetting = 'SETTING_ALL'
