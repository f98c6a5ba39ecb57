import { account } from './en/account.ts'
import { activity } from './en/activity.ts'
import { assets } from './en/assets.ts'
import { backups } from './en/backups.ts'
import { content } from './en/content.ts'
import { links } from './en/links.ts'
import { members } from './en/members.ts'
import { organizations } from './en/organizations.ts'
import { overview } from './en/overview.ts'
import { releases } from './en/releases.ts'
import { roles } from './en/roles.ts'
import { security } from './en/security.ts'
import { settings } from './en/settings.ts'
import { simulator } from './en/simulator.ts'
import { types } from './en/types.ts'
import { webhooks } from './en/webhooks.ts'

/** The texts of places that are loaded when somebody goes there. */
export const late = {
  account,
  activity,
  assets,
  backups,
  content,
  links,
  members,
  organizations,
  overview,
  releases,
  roles,
  security,
  settings,
  simulator,
  types,
  webhooks,
} as const
