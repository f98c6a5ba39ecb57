import type { Plan } from '@latchkey/dialect-kit/plan'

/** What the vendor says to a path of its API that names no workspace. */
// oxlint-disable-next-line require-yield -- it asks for nothing.
export function* askForWorkspace(): Plan {
  const message = 'Name the workspace: /api/v1/workspaces/{workspace}/…'
  return { status: 400, body: { error: { code: 'workspace_required', message } } }
}
