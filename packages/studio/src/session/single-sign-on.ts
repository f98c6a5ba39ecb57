import { api } from '../api/client.ts'

/** Where the browser keeps the binding of a sign-in that is under way: for this tab alone. */
const bindingKey = 'latchkey-sso'

/** Goes to the provider of the organization that vouches for an address. */
export async function beginSingleSignOn(email: string): Promise<void> {
  const { authorization_url: url, binding } = await api.singleSignOn.begin({ body: { email } })
  sessionStorage.setItem(bindingKey, binding)
  location.assign(url)
}

/** Finishes with what the provider has sent back in the address. Works once. */
export async function finishSingleSignOn(answer: string): Promise<void> {
  const binding = sessionStorage.getItem(bindingKey) ?? ''
  sessionStorage.removeItem(bindingKey)
  await api.singleSignOn.finish({ body: { binding, answer } })
}
