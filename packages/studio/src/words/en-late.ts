import { account } from './en/account.ts'
import { activity } from './en/activity.ts'
import { assertions } from './en/assertions.ts'
import { assets } from './en/assets.ts'
import { backups } from './en/backups.ts'
import { content } from './en/content.ts'
import { datasources } from './en/datasources.ts'
import { installation } from './en/installation.ts'
import { links } from './en/links.ts'
import { members } from './en/members.ts'
import { organizations } from './en/organizations.ts'
import { overview } from './en/overview.ts'
import { releases } from './en/releases.ts'
import { roles } from './en/roles.ts'
import { security } from './en/security.ts'
import { settings } from './en/settings.ts'
import { simulator } from './en/simulator.ts'
import { tags } from './en/tags.ts'
import { tokens } from './en/tokens.ts'
import { types } from './en/types.ts'
import { webhooks } from './en/webhooks.ts'

/** The texts of places that are loaded when somebody goes there. */
export const late = {
  account,
  activity,
  assertions,
  assets,
  backups,
  content,
  datasources,
  installation,
  links,
  members,
  organizations,
  overview,
  releases,
  roles,
  security,
  settings,
  simulator,
  tags,
  tokens,
  types,
  webhooks,
} as const
