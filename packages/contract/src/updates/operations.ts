import { Type } from 'typebox'
import { updates } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { nullable, strict, Timestamp } from '../schema.ts'
import { inInstallation } from '../target.ts'

/** What is known of new releases. */
export const UpdateState = strict({
  /** The version that runs. */
  current: Type.String(),
  /** Whether a release feed is configured. */
  configured: Type.Boolean(),
  checked_at: nullable(Timestamp),
  /** Why the last check or download failed. */
  problem: nullable(Type.String()),
  /** The latest release, when it is newer than what runs. */
  available: nullable(
    strict({
      version: Type.String(),
      notes: nullable(Type.String()),
      url: Type.String(),
      sha256: Type.String(),
      downloaded: Type.Boolean(),
    }),
  ),
})

const onAll = {
  surface: 'management',
  params: {},
  query: {},
  body: null,
  callers: accountKinds,
  target: () => inInstallation('updates'),
} as const

export const showUpdates = operation({
  ...onAll,
  id: 'updates.show',
  summary: 'Whether there is a newer release, as of the last check',
  method: 'GET',
  path: '/updates',
  result: UpdateState,
  action: updates.read,
  access: 'read',
  problems: [],
})

export const checkUpdates = operation({
  ...onAll,
  id: 'updates.check',
  summary: 'Ask the release feed for the latest release',
  description: 'Answers at once; `updates.show` says what came of it.',
  method: 'POST',
  path: '/updates/check',
  result: UpdateState,
  status: 202,
  action: updates.check,
  access: 'write',
  problems: [problems.conflict],
})

export const downloadUpdate = operation({
  ...onAll,
  id: 'updates.download',
  summary: 'Download the release that the last check has found',
  description: 'Answers at once. The file is kept only when its digest is the one that the feed says.',
  method: 'POST',
  path: '/updates/download',
  result: UpdateState,
  status: 202,
  action: updates.download,
  access: 'write',
  problems: [problems.conflict],
})

export const installUpdate = operation({
  ...onAll,
  id: 'updates.install',
  summary: 'What to run to install the downloaded release',
  description: 'The server does not replace itself: it says what to do, and notes in the audit trail who asked.',
  method: 'POST',
  path: '/updates/install',
  result: strict({ version: Type.String(), file: Type.String(), steps: Type.Array(Type.String()) }),
  action: updates.install,
  access: 'write',
  problems: [problems.conflict],
})
