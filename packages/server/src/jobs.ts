import { assetJobs } from './features/assets/jobs.ts'
import { backupJobs } from './features/backups/jobs.ts'
import { copyBranch } from './features/branches/copy-branch.ts'
import { removeBranch } from './features/branches/remove-branch.ts'
import { indexFieldsJob } from './features/content-types/index-job.ts'
import { sweepChanges } from './features/delivery-changes/jobs.ts'
import { recoveryJobs } from './features/recovery/jobs.ts'
import { invitationJobs } from './features/invitations/jobs.ts'
import { leakJobs } from './features/leak-reports/jobs.ts'
import { publishWhenDue } from './features/releases/publish-when-due.ts'
import { runSchedule } from './features/schedules/jobs.ts'
import { updateJobs } from './features/updates/jobs.ts'
import { webhookJobs } from './features/webhooks/jobs.ts'
import type { Job } from './jobs/job.ts'

/** What is done about every topic of the outbox. */
export const jobs: readonly Job[] = [
  ...assetJobs,
  ...backupJobs,
  copyBranch,
  indexFieldsJob,
  ...leakJobs,
  ...invitationJobs,
  publishWhenDue,
  ...recoveryJobs,
  removeBranch,
  runSchedule,
  sweepChanges,
  ...updateJobs,
  ...webhookJobs,
]
