import type { Writer } from '../../database/database.ts'
import type { HandlerContext } from '../../pipeline/implementation.ts'
import type { BranchFacts, Caller, SpaceFacts } from '../../pipeline/principal.ts'
import type { Services } from '../../services.ts'
import { readIndexedView } from './lasting-facts.ts'

/** What a write of entries works with. */
export interface Writing {
  readonly db: Writer
  readonly space: SpaceFacts
  readonly branch: BranchFacts
  readonly caller: Caller
  readonly services: Pick<Services, 'newId'>
  readonly now: number
  readonly allows: HandlerContext<unknown, Writer, never, unknown>['allows']
  /** The view in which working copies are indexed. */
  readonly draftView: string
}

/** What judging values among those that the space has works with. */
export type Looking = Pick<Writing, 'db' | 'space' | 'branch' | 'allows'>

export async function beginWriting(context: Omit<Writing, 'draftView'>): Promise<Writing> {
  const { db, space, branch, caller, services, now, allows } = context
  const draftView = await readIndexedView(db, space.id, branch.id)
  return { db, space, branch, caller, services, now, allows, draftView }
}

/** Who changed an entry last, as its columns record it. */
export function editorColumns({ caller }: Pick<Writing, 'caller'>) {
  const { accountId, tokenId } = caller.principal
  return accountId === null
    ? ({ updated_by_kind: 'token', updated_by_id: tokenId } as const)
    : ({ updated_by_kind: 'account', updated_by_id: accountId } as const)
}

/** Whose save it is, as revisions record it. */
export function authorColumns({ caller }: Pick<Writing, 'caller'>) {
  const { accountId, name, secretVersion } = caller.principal
  return { author: name, token_secret_version: accountId === null ? secretVersion : null }
}
