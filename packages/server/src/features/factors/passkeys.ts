import { problems } from '@latchkey/contract/problems'
import type { PasskeyAnswer } from '@latchkey/contract/session/operations'
import type { Static } from '@latchkey/contract/schema'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { RequestFacts } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { studioOrigin } from '../../pipeline/studio-cookie.ts'
import type { Services } from '../../services.ts'
import type { AccountRow } from '../users/queries.ts'
import { challengeMs, signedFor } from './challenges.ts'
import type { PasskeyRow } from './queries.ts'

/** The site that passkeys are bound to: no other can ask for their answers. */
export interface RelyingParty {
  readonly origin: string
  /** The host name. */
  readonly id: string
}

/** Null where the server has no origin of its own. */
export function relyingPartyOf({ settings }: Pick<Services, 'settings'>, request: RequestFacts): RelyingParty | null {
  const origin = studioOrigin(settings.publicUrl, request.host)
  return origin === null ? null : { origin, id: new URL(origin).hostname }
}

export function needRelyingParty(services: Pick<Services, 'settings'>, request: RequestFacts): RelyingParty {
  const party = relyingPartyOf(services, request)
  if (party !== null) return party
  throw refuse(
    problems.conflict,
    'Passkeys are bound to the public URL: set LATCHKEY_PUBLIC_URL, or use http://localhost.',
  )
}

/** ES256, RS256 and EdDSA: one of them is in every authenticator. https://www.iana.org/assignments/cose, read 2026-11-27 */
const algorithms = [-7, -257, -8] as const

type Answer = Static<typeof PasskeyAnswer>

/** Read at the first passkey: it is large, and most servers start to deliver. */
const webauthn = () => import('@simplewebauthn/server')

/** Asks for a passkey: one of those given, or without any whichever the authenticator finds. */
export async function askForPasskey(
  { id }: RelyingParty,
  challenge: string,
  options: { readonly passkeys: readonly PasskeyRow[]; readonly userVerification: 'required' | 'preferred' },
): Promise<Record<string, unknown>> {
  const { generateAuthenticationOptions } = await webauthn()
  const asked = await generateAuthenticationOptions({
    rpID: id,
    challenge: signedFor(challenge),
    timeout: challengeMs,
    userVerification: options.userVerification,
    allowCredentials: options.passkeys.map(descriptorOf),
  })
  return { ...asked }
}

/** Asks an authenticator for a new passkey; one that holds a passkey of the account makes no second. */
export async function askForNewPasskey(
  { id }: RelyingParty,
  challenge: string,
  account: AccountRow,
  passkeys: readonly PasskeyRow[],
): Promise<Record<string, unknown>> {
  const { generateRegistrationOptions } = await webauthn()
  const asked = await generateRegistrationOptions({
    rpName: 'Latchkey',
    rpID: id,
    userName: account.email,
    userDisplayName: account.display_name,
    userID: handleOf(account.id),
    challenge: signedFor(challenge),
    timeout: challengeMs,
    attestationType: 'none',
    supportedAlgorithmIDs: [...algorithms],
    excludeCredentials: passkeys.map(descriptorOf),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
  return { ...asked }
}

/** The passkey that an authenticator has made for a challenge; null for an answer to anything else. */
export async function verifyNewPasskey(
  party: RelyingParty,
  challenge: string,
  answer: Answer,
): Promise<Pick<PasskeyRow, 'credential_id' | 'public_key' | 'counter' | 'transports' | 'backed_up'> | null> {
  const { verifyRegistrationResponse } = await webauthn()
  const { registrationInfo } = await orNothing(
    verifyRegistrationResponse({
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the library refuses what is none.
      response: answer as unknown as RegistrationResponseJSON,
      expectedChallenge: textOf(signedFor(challenge)),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: [...algorithms],
    }),
  )
  if (registrationInfo === undefined) return null
  const { credential, credentialBackedUp } = registrationInfo
  return {
    credential_id: credential.id,
    public_key: textOf(credential.publicKey),
    counter: credential.counter,
    transports: JSON.stringify(credential.transports ?? []),
    backed_up: credentialBackedUp ? 1 : 0,
  }
}

/** The authenticator's counter after an answer that a passkey has signed for a challenge; null for any other answer. */
export async function verifyPasskey(
  party: RelyingParty,
  challenge: string,
  answer: Answer,
  { passkey, userVerified }: { readonly passkey: PasskeyRow; readonly userVerified: boolean },
): Promise<number | null> {
  const handle = answer.response['userHandle']
  // Discoverable passkeys say whose they are.
  if (typeof handle === 'string' && handle !== '' && handle !== textOf(handleOf(passkey.account_id))) return null
  const { verifyAuthenticationResponse } = await webauthn()
  const { verified, authenticationInfo } = await orNothing(
    verifyAuthenticationResponse({
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the library refuses what is none.
      response: answer as unknown as AuthenticationResponseJSON,
      expectedChallenge: textOf(signedFor(challenge)),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: userVerified,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
        counter: passkey.counter,
        transports: transportsOf(passkey),
      },
    }),
  )
  return verified === true && authenticationInfo !== undefined ? authenticationInfo.newCounter : null
}

/** The library throws for every answer that does not fit; each is as wrong as any other. */
async function orNothing<Verified extends object>(verification: Promise<Verified>): Promise<Partial<Verified>> {
  try {
    return await verification
  } catch {
    return {}
  }
}

function descriptorOf(passkey: PasskeyRow) {
  return { id: passkey.credential_id, transports: transportsOf(passkey) }
}

function transportsOf({ transports }: PasskeyRow): string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as the library has verified them.
  return JSON.parse(transports) as string[]
}

/** How authenticators name the account: by its id, which tells nobody anything. */
function handleOf(accountId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(accountId))
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
