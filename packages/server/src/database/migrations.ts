import type { Migration } from 'kysely/migration'
import * as foundation from './migrations/0001-foundation.ts'
import * as webhooks from './migrations/0002-webhooks.ts'
import * as branches from './migrations/0003-branches.ts'
import * as assetUploads from './migrations/0004-asset-uploads.ts'
import * as entryLife from './migrations/0005-entry-life.ts'
import * as releases from './migrations/0006-releases.ts'
import * as model from './migrations/0007-model.ts'
import * as accounts from './migrations/0008-accounts.ts'
import * as organizations from './migrations/0009-organizations.ts'
import * as backups from './migrations/0010-backups.ts'
import * as retiredSecrets from './migrations/0011-retired-secrets.ts'
import * as tokenTerms from './migrations/0013-token-terms.ts'
import * as tokenLeaks from './migrations/0014-token-leaks.ts'
import * as assertions from './migrations/0015-assertions.ts'
import * as assetCategories from './migrations/0017-asset-categories.ts'
import * as changes from './migrations/0016-changes.ts'
import * as typeArrangement from './migrations/0018-type-arrangement.ts'

/** All migrations by name, in order. Forward only: a mistake is corrected by a further one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-foundation': foundation,
  '0002-webhooks': webhooks,
  '0003-branches': branches,
  '0004-asset-uploads': assetUploads,
  '0005-entry-life': entryLife,
  '0006-releases': releases,
  '0007-model': model,
  '0008-accounts': accounts,
  '0009-organizations': organizations,
  '0010-backups': backups,
  '0011-retired-secrets': retiredSecrets,
  '0013-token-terms': tokenTerms,
  '0014-token-leaks': tokenLeaks,
  '0015-assertions': assertions,
  '0017-asset-categories': assetCategories,
  '0016-changes': changes,
  '0018-type-arrangement': typeArrangement,
}
