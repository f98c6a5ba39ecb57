import { problems } from '@latchkey/contract/problems'
import { beginSingleSignOn, finishSingleSignOn } from '@latchkey/contract/single-sign-on/operations'
import type { Database } from '../../database/database.ts'
import { spaceColumn } from '../../database/stamp.ts'
import { implementPublic } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { holdOrganization } from '../organizations/queries.ts'
import { signIn } from '../session/sign-in.ts'
import { admit } from './admit.ts'
import { attemptHash, attemptMs, newAttempt, secretsOf } from './attempt.ts'
import { type ConnectionRow, insertAttempt, readConnection, readDomains, readHolder, takeAttempt } from './queries.ts'
import { callbackPath, storedClaims } from './render.ts'
import { domainOf, readVouched } from './rules.ts'

/** What somebody knows of the organization at whose provider he signs in. */
interface Asked {
  readonly organization?: string
  readonly email?: string
}

/** The connection that is meant; null for an organization without one as for none at all. */
function findConnection(database: Database, { organization, email }: Asked): Promise<ConnectionRow | null> {
  return database.read(async (db) => {
    const id =
      organization === undefined
        ? email === undefined
          ? null
          : await readHolder(db, domainOf(email))
        : ((
            await db
              .selectFrom('organizations')
              .select('id')
              .where(spaceColumn(organization), '=', organization)
              .where('state', '=', 'active')
              .executeTakeFirst()
          )?.id ?? null)
    return id === null ? null : readConnection(db, id)
  })
}

export const singleSignOnImplementations = [
  implementPublic(beginSingleSignOn, async ({ input: { body }, database, services, now, request, cookie }) => {
    cookie.assertFromStudio()
    await services.guesses.count(`sso ${request.network}`, request.network)
    const connection = await findConnection(database, body)
    if (connection === null) throw refuse(problems.notFound, 'There is no single sign-on for this.')
    const { state, binding } = newAttempt(services.random)
    const redirectUri = cookie.origin + callbackPath
    const url = await services.providers.authorizationUrl(connection, {
      state,
      ...secretsOf(services.ring, state),
      redirectUri,
    })
    await database.write((tx) =>
      insertAttempt(
        tx,
        {
          state_hash: attemptHash(state),
          organization_id: connection.organization_id,
          browser_hash: attemptHash(binding),
          connection_version: connection.version,
          expires_at: now + attemptMs,
        },
        now,
      ),
    )
    await services.guesses.forgive(`sso ${request.network}`, request.network)
    return { authorization_url: url, binding }
  }),

  implementPublic(finishSingleSignOn, async (context) => {
    const { input, database, services, now, request, cookie } = context
    const { binding, answer } = input.body
    cookie.assertFromStudio()
    await services.guesses.count(`sso ${request.network}`, request.network)
    const state = new URLSearchParams(answer).get('state') ?? ''
    const hashes = { state_hash: attemptHash(state), browser_hash: attemptHash(binding) }
    const attempt = await database.write((tx) => takeAttempt(tx, hashes, now))
    if (attempt === null)
      throw refuse(problems.signInRefused, 'This sign-in is unknown, over or another browser’s: begin again.')
    const connection = await database.read((db) => readConnection(db, attempt.organization_id))
    if (connection?.version !== attempt.connection_version) throw changed()
    const redirectUri = cookie.origin + callbackPath
    const exchange = { state, ...secretsOf(services.ring, state), redirectUri }
    const claims = await services.providers.claims(connection, answer, exchange)
    const fresh = {
      identityId: services.newId(),
      accountId: services.newId(),
      accountSerial: await services.nextSerial('account'),
    }
    const serial = await services.nextSerial('token')
    const signedIn = await database.write(async (tx) => {
      await holdOrganization(tx, connection.organization_id)
      const current = await readConnection(tx, connection.organization_id)
      if (current?.version !== connection.version) throw changed()
      const domains = await readDomains(tx, connection.organization_id, 'confirmed')
      const vouching = readVouched(
        claims,
        storedClaims(connection),
        domains.map(({ domain }) => domain),
      )
      if (!vouching.ok) throw refuse(problems.signInRefused, whyNot[vouching.reason])
      const { account, identity } = await admit(tx, connection, vouching.person, fresh, now)
      return signIn(tx, finishSingleSignOn, context, { account, serial, via: 'cookie', provenBy: identity.id })
    })
    await services.guesses.forgive(`sso ${request.network}`, request.network)
    return signedIn
  }),
]

const whyNot = {
  'no-subject': 'The provider does not say who you are.',
  'no-email': 'The provider does not tell an address of yours.',
  'email-not-verified': 'The provider has not verified your address.',
  'foreign-domain': 'Your address is of no domain of the organization.',
} as const

function changed() {
  return refuse(problems.signInRefused, 'Single sign-on of the organization was changed meanwhile: begin again.')
}
