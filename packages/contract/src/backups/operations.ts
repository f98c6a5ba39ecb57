import { Type } from 'typebox'
import { backups } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, listQuery, nullable, oneOf, page, strict, Timestamp } from '../schema.ts'
import { inInstallation } from '../target.ts'

/** A backup of the installation. */
export const Backup = strict({
  id: Id,
  state: oneOf(['pending', 'done', 'failed']),
  /** Whether the bytes of assets are in it. */
  files: Type.Boolean(),
  /** Size of its file in bytes. */
  bytes: nullable(Type.Integer()),
  /** SHA-256 of its file in hex. */
  sha256: nullable(Type.String()),
  rows: nullable(Type.Integer()),
  problem: nullable(Type.String({ description: 'Why it failed.' })),
  created_by: nullable(Type.String()),
  created_at: Timestamp,
  finished_at: nullable(Timestamp),
})

const one = { params: { backup: Id }, query: {}, body: null, surface: 'management', callers: accountKinds } as const
const target = ({ params }: { params: { backup: string } }) => inInstallation('backups', params.backup)

export const listBackups = operation({
  id: 'backups.list',
  summary: 'List the backups of the installation, newest first',
  method: 'GET',
  surface: 'management',
  path: '/backups',
  params: {},
  query: { limit: listQuery.limit, after: listQuery.after, count: listQuery.count },
  body: null,
  result: page(Backup),
  action: backups.read,
  access: 'read',
  callers: accountKinds,
  target: () => inInstallation('backups'),
  problems: [],
})

export const showBackup = operation({
  ...one,
  id: 'backups.show',
  summary: 'Show a backup',
  method: 'GET',
  path: '/backups/{backup}',
  result: Backup,
  action: backups.read,
  access: 'read',
  target,
  problems: [problems.notFound],
})

export const createBackup = operation({
  id: 'backups.create',
  summary: 'Back the installation up: content, schema, tokens as hashes, the audit trail',
  description:
    'Answers at once; the backup is made beside the requests, of one consistent state that holds all that was answered before.',
  method: 'POST',
  surface: 'management',
  path: '/backups',
  params: {},
  query: {},
  body: strict({
    files: Type.Optional(Type.Boolean({ description: 'With the bytes of assets; true when absent.' })),
  }),
  result: Backup,
  status: 201,
  idempotent: true,
  action: backups.create,
  access: 'write',
  callers: accountKinds,
  target: () => inInstallation('backups'),
  problems: [problems.conflict],
})

export const downloadBackup = operation({
  ...one,
  id: 'backups.download',
  summary: 'The file of a backup, whole or a range of it',
  method: 'GET',
  path: '/backups/{backup}/file',
  result: null,
  answers: 'file',
  action: backups.read,
  access: 'read',
  target,
  problems: [problems.notFound, problems.conflict],
})

export const restoreBackup = operation({
  ...one,
  id: 'backups.restore',
  summary: 'What to run to restore a backup',
  description:
    'The server does not put itself back: it says what to do without it, and notes in the audit trail who asked.',
  method: 'POST',
  path: '/backups/{backup}/restore',
  result: strict({ backup: Id, file: Type.String(), steps: Type.Array(Type.String()) }),
  action: backups.restore,
  access: 'write',
  target,
  problems: [problems.notFound, problems.conflict],
})

export const deleteBackup = operation({
  ...one,
  id: 'backups.delete',
  summary: 'Delete a backup and its file',
  method: 'DELETE',
  path: '/backups/{backup}',
  result: null,
  action: backups.delete,
  access: 'write',
  target,
  problems: [problems.notFound],
})
