import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { callbackPath } from './render.ts'

/** Where the browser keeps the binding of a sign-in that is under way, in its session storage. */
export const bindingKey = 'latchkey-sso'

const script = `
const binding = sessionStorage.getItem('${bindingKey}') ?? ''
sessionStorage.removeItem('${bindingKey}')
const answer = location.search.slice(1)
history.replaceState(null, '', location.pathname)
fetch('/api/v1/sso/finish', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'Latchkey-Studio': '1' },
  body: JSON.stringify({ binding, answer }),
}).then(async (response) => {
  if (response.ok) location.replace('/')
  else document.querySelector('main').textContent = (await response.json()).detail
}, () => { document.querySelector('main').textContent = 'The server cannot be reached: begin again.' })
`

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Signing in – Latchkey</title>
<main role="status">Signing in …</main>
<script>${script}</script>
</html>
`

const scriptHash = createHash('sha256').update(script).digest('base64')

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; script-src 'sha256-${scriptHash}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/**
 * Serves the page that a provider sends the browser back to. It does what the address alone must not do: a link that
 * somebody else has made, or a program that only looks at it, signs nobody in and uses no code up.
 *
 * Not one of the API's operations: it is the same for everybody and knows nothing.
 */
export function registerCallbackPage(server: FastifyInstance): void {
  server.get(callbackPath, (_request, reply) => reply.headers(headers).send(page))
}
