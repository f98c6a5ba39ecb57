import {
  approveToken,
  listReachingTokens,
  type ReachingToken,
  rejectToken,
  showTokenPolicy,
  updateTokenPolicy,
} from '@latchkey/contract/token-policy/operations'
import type { Static } from '@latchkey/contract/schema'
import type { TokenPolicy } from '@latchkey/tokens/organization-policy'
import type { Writer } from '../../database/database.ts'
import { type Context, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import { printTokenPolicy, storedTokenPolicy } from '../../pipeline/token-policy.ts'
import { raiseOrganizationEpochs } from '../authority.ts'
import {
  loadOrganization,
  loadOrganizationToChange,
  type OrganizationFacts,
} from '../organizations/load-organization.ts'
import { updateOrganizationRow } from '../organizations/queries.ts'
import { ownAccountId } from '../session/own-account.ts'
import { type ReachingTokenRow, readReachingToken, readReachingTokens, writeVerdict } from './queries.ts'

const dayMs = 24 * 60 * 60 * 1000

interface TokenFacts extends OrganizationFacts {
  readonly token: ReachingTokenRow
}

type Named = Context<{ params: { organization: string; reaching: string } }, Writer>

async function loadToken(context: Named): Promise<TokenFacts | null> {
  const { db, input, now } = context
  const facts = await loadOrganizationToChange(context)
  const token = facts && (await readReachingToken(db, facts.organization.id, input.params.reaching, now))
  return facts && token && { ...facts, token }
}

/** Decides about a personal token; spaces of the organization ask anew from the next request on. */
function decide(verdict: 'approved' | 'rejected') {
  return async ({ db, caller, facts, note, now }: HandlerContext<Named['input'], Writer, TokenFacts, undefined>) => {
    const { organization, token } = facts
    note({ token: token.id })
    await raiseOrganizationEpochs(db, organization.id)
    await writeVerdict(db, {
      organization_id: organization.id,
      token_id: token.id,
      verdict,
      decided_by: ownAccountId(caller),
      decided_at: now,
    })
    return renderToken({ ...token, verdict })
  }
}

export const tokenPolicyImplementations = [
  implement(showTokenPolicy, {
    load: loadOrganization,
    handle: async ({ facts }) => renderPolicy(storedTokenPolicy(facts.organization.policy)),
  }),

  implement(updateTokenPolicy, {
    load: loadOrganizationToChange,
    handle: async ({ db, facts: { organization }, input: { body }, note, now }) => {
      const before = storedTokenPolicy(organization.policy)
      const { allowed_kinds, lifetime_days_max, approval_of_personal_tokens } = body
      const policy: TokenPolicy = {
        allowedKinds: allowed_kinds === undefined ? before.allowedKinds : allowed_kinds,
        lifetimeMsMax:
          lifetime_days_max === undefined
            ? before.lifetimeMsMax
            : lifetime_days_max === null
              ? null
              : lifetime_days_max * dayMs,
        personalNeedsApproval: approval_of_personal_tokens ?? before.personalNeedsApproval,
      }
      note({ ...body })
      await raiseOrganizationEpochs(db, organization.id)
      await updateOrganizationRow(db, organization.id, { policy: printTokenPolicy(policy) }, now)
      return renderPolicy(policy)
    },
  }),

  implement(listReachingTokens, {
    load: loadOrganization,
    handle: async ({ db, facts, now }) => {
      const rows = await readReachingTokens(db, facts.organization.id, now)
      return { items: rows.map(renderToken), next: null }
    },
  }),

  implement(approveToken, { load: loadToken, handle: decide('approved') }),
  implement(rejectToken, { load: loadToken, handle: decide('rejected') }),
]

function renderPolicy({ allowedKinds, lifetimeMsMax, personalNeedsApproval }: TokenPolicy) {
  return {
    allowed_kinds: allowedKinds === null ? null : allowedKinds.filter((kind) => kind !== 'session'),
    lifetime_days_max: lifetimeMsMax === null ? null : Math.round(lifetimeMsMax / dayMs),
    approval_of_personal_tokens: personalNeedsApproval,
  }
}

function renderToken(row: ReachingTokenRow): Static<typeof ReachingToken> {
  return {
    id: row.id,
    name: row.name,
    account: row.account_id ?? '',
    email: row.email,
    verdict: row.verdict ?? 'pending',
    expires_at: row.expires_at === null ? null : new Date(row.expires_at).toISOString(),
    created_at: new Date(row.created_at).toISOString(),
  }
}
