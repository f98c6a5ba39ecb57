import type { Request, Result } from '@latchkey/client/operations'

type Options = Result<'session.passkey-options'>['passkey']
type Answer = NonNullable<Request<'session.passkey'>['body']>['passkey']

/** Whether this browser knows passkeys, and their JSON form. */
export const knowsPasskeys =
  typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential

/** Lets the person use a passkey. Null when they do not, or there is none that fits. */
export async function askForPasskey(options: Options): Promise<Answer | null> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server writes what the browser reads; it throws for anything else.
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  )
  return used(() => navigator.credentials.get({ publicKey }))
}

/** Lets the person make a passkey here. Null when they do not. */
export async function makePasskey(options: Options): Promise<Answer | null> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server writes what the browser reads; it throws for anything else.
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  )
  return used(() => navigator.credentials.create({ publicKey }))
}

async function used(ask: () => Promise<Credential | null>): Promise<Answer | null> {
  try {
    const credential = await ask()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a public-key credential answers is of that form.
    return credential instanceof PublicKeyCredential ? (credential.toJSON() as unknown as Answer) : null
  } catch (error) {
    // NotAllowedError: the person has turned away, or waited for too long.
    if (error instanceof DOMException) return null
    throw error
  }
}
