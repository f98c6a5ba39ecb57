import type { Result } from '@latchkey/client/operations'
import { api } from '../api/client.ts'
import { askForPasskey } from './passkey.ts'

/** A sign-in that asks for a second factor. */
export type SecondStep = Extract<Result<'session.login'>, { readonly second_factor_required: true }>

/** Signs in with a password. Answers the step that is left, or null when that was all. */
export async function signInWithPassword(email: string, password: string): Promise<SecondStep | null> {
  const answer = await api.session.login({ body: { email, password, cookie: true } })
  return 'second_factor_required' in answer ? answer : null
}

/** Signs in with a passkey alone. False when none was used. */
export async function signInWithPasskey(): Promise<boolean> {
  const { challenge, passkey } = await api.session.passkeyOptions()
  const answer = await askForPasskey(passkey)
  if (answer === null) return false
  await api.session.passkey({ body: { challenge, passkey: answer, cookie: true } })
  return true
}

export async function finishWithCode({ challenge }: SecondStep, code: string): Promise<void> {
  await api.session.secondFactor({ body: { challenge, code, cookie: true } })
}

/** False when none was used. */
export async function finishWithPasskey({ challenge, passkey }: SecondStep): Promise<boolean> {
  const answer = passkey === null ? null : await askForPasskey(passkey)
  if (answer === null) return false
  await api.session.secondFactor({ body: { challenge, passkey: answer, cookie: true } })
  return true
}
