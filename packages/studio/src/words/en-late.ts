import { activity } from './en/activity.ts'
import { backups } from './en/backups.ts'
import { members } from './en/members.ts'
import { organizations } from './en/organizations.ts'
import { overview } from './en/overview.ts'
import { releases } from './en/releases.ts'
import { security } from './en/security.ts'
import { settings } from './en/settings.ts'
import { webhooks } from './en/webhooks.ts'

/** The texts of places that are loaded when somebody goes there. */
export const late = {
  activity,
  backups,
  members,
  organizations,
  overview,
  releases,
  security,
  settings,
  webhooks,
} as const
