import type { Backup } from '@latchkey/contract/backups/operations'
import type { Static } from '@latchkey/contract/schema'
import { creatorOf } from '../../lib/creator.ts'
import type { BackupRow } from './queries.ts'

/** A backup on the wire. */
export function render(row: BackupRow): Static<typeof Backup> {
  const { id, state, files, bytes, sha256, row_count, problem } = row
  return {
    id,
    state,
    files: files === 1,
    bytes,
    sha256,
    rows: row_count,
    problem,
    created_by: creatorOf(row),
    created_at: new Date(row.created_at).toISOString(),
    finished_at: row.finished_at === null ? null : new Date(row.finished_at).toISOString(),
  }
}
