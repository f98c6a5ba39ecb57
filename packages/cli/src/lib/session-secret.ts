/** The token of a session that a sign-in has answered. A server gives none where it was asked for a cookie, which the command line never does. */
export function sessionSecret({ secret }: { readonly secret?: string }): string {
  if (secret === undefined) throw new Error('The server answered a session without its token: ask whoever runs it.')
  return secret
}
