import { StorageUnavailable } from './blob-store.ts'

/** What a file system says when it is full, or refuses to read or write. */
const codes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE'])

/** Whether an error means that bytes cannot be kept or read now, and may be later. */
export function isStorageFailure(error: unknown): boolean {
  if (error instanceof StorageUnavailable) return true
  return error instanceof Error && 'code' in error && codes.has(error.code)
}
