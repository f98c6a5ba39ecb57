import { existsInSpace } from '@latchkey/tokens/existence'
import { kinds, type TokenKind, tokenKinds } from '@latchkey/tokens/kinds'
import type { Writer } from '../../database/database.ts'
import type { Services } from '../../services.ts'
import { issueToken } from './issue-token.ts'

/** The kinds of which a space created then has one without anybody making it. `createdAt` in UTC milliseconds. */
export function inherentKinds(createdAt: number): readonly TokenKind[] {
  return tokenKinds.filter((kind) => kinds[kind].existsInSpacesUpTo !== null && existsInSpace(kinds[kind], createdAt))
}

/** Gives a new space the tokens that it has by its age. Their secrets are in no answer: they are kept sealed, and read again. */
export async function issueInherentTokens(
  tx: Writer,
  services: Services,
  { spaceId, inherent }: { readonly spaceId: string; readonly inherent: readonly InherentToken[] },
  now: number,
): Promise<void> {
  for (const { kind, serial } of inherent) {
    await issueToken(
      tx,
      services,
      {
        serial,
        kind,
        spaceId,
        accountId: null,
        environmentId: null,
        roleId: null,
        grants: null,
        scope: null,
        spaces: 'one',
        spaceIds: [],
        name: kinds[kind].title,
        note: '',
        expiresAt: null,
        createdBy: null,
      },
      now,
    )
  }
}

/** A token that a space is going to have, and its serial. */
export interface InherentToken {
  readonly kind: TokenKind
  readonly serial: number
}

/** Takes the serials of such tokens; before the transaction. */
export function prepareInherentTokens(
  nextSerial: Services['nextSerial'],
  createdAt: number,
): Promise<readonly InherentToken[]> {
  return Promise.all(inherentKinds(createdAt).map(async (kind) => ({ kind, serial: await nextSerial('token') })))
}
