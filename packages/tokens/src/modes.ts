import type { Access } from './scope.ts'

/** What a management token is for. */
export type ManagementMode = 'read' | 'write' | 'read-write'

/** The access levels that each mode opens. `write` refuses reads: its answers hold only id, version and status. */
export const managementModes: Readonly<Record<ManagementMode, readonly Access[]>> = {
  read: ['read'],
  write: ['write', 'publish'],
  'read-write': ['read', 'write', 'publish'],
}

/** Whether a management token of the mode may call an operation of the access level. */
export function modeAllows(mode: ManagementMode, access: Access): boolean {
  return managementModes[mode].includes(access)
}
