import { account } from './en/account.ts'
import { activity } from './en/activity.ts'
import { backups } from './en/backups.ts'
import { kinds } from './en/kinds.ts'
import { links } from './en/links.ts'
import { members } from './en/members.ts'
import { organizations } from './en/organizations.ts'
import { overview } from './en/overview.ts'
import { releases } from './en/releases.ts'
import { roles } from './en/roles.ts'
import { security } from './en/security.ts'
import { settings } from './en/settings.ts'
import { shared } from './en/shared.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'
import { simulator } from './en/simulator.ts'
import { tokens } from './en/tokens.ts'
import { webhooks } from './en/webhooks.ts'

/** Every text of the studio, in English; another language is another object of the same shape. */
export const en = {
  account,
  activity,
  backups,
  kinds,
  links,
  members,
  organizations,
  overview,
  releases,
  roles,
  security,
  settings,
  shared,
  shell,
  signIn,
  simulator,
  tokens,
  webhooks,
} as const
