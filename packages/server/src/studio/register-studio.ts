import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { callbackPath } from '../features/single-sign-on/render.ts'
import { preferredCoding } from '../pipeline/content-coding.ts'
import { noncePlaceholder, pageHeaders } from './page-headers.ts'
import { SiteFiles } from './site-files.ts'

/** Where the studio lives. */
export const studioPath = '/studio'

/** Pages of the studio outside its folder: letters and identity providers lead here. */
const otherPages = ['/reset-password', '/confirm-email', '/accept-invitation', callbackPath]

/** What is said where the studio was not built. */
const notBuilt = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Latchkey</title>
<p>The studio is not built yet: run <code>npm run build</code> in the folder of the repository, then start the server again.</p>
</html>
`

interface StudioOptions {
  /** The folder of the built studio; null: it says how it is built. */
  readonly site: string | null
  readonly publicUrl: string | null
}

/**
 * Serves the studio: one page for all of its places, and the files that it loads.
 *
 * Not one of the API's operations: it is the same for everybody and knows nothing. What it shows it asks of the API.
 */
export function registerStudio(server: FastifyInstance, { site, publicUrl }: StudioOptions): void {
  const page = site === null ? notBuilt : readFileSync(join(site, 'index.html'), 'utf8')
  const answerPage = (request: FastifyRequest, reply: FastifyReply) => {
    const elsewhere = publicUrl === null ? onLocalhost(request) : null
    if (elsewhere !== null) return reply.redirect(elsewhere, 307)
    const nonce = randomBytes(18).toString('base64url')
    return reply
      .code(site === null ? 503 : 200)
      .headers(pageHeaders(nonce))
      .send(page.replaceAll(noncePlaceholder, nonce))
  }
  for (const path of [studioPath, `${studioPath}/*`, ...otherPages]) server.get(path, answerPage)
  server.get('/', (_request, reply) => reply.redirect(studioPath, 307))
  if (site !== null) registerFiles(server, new SiteFiles(join(site, 'assets')))
}

function registerFiles(server: FastifyInstance, files: SiteFiles): void {
  server.get<{ Params: { name: string } }>(`${studioPath}/assets/:name`, async (request, reply) => {
    const coding = preferredCoding(request.headers['accept-encoding']) ?? 'identity'
    const file = await files.find(request.params.name, coding)
    if (file === null) {
      reply.callNotFound()
      return reply
    }
    return reply
      .headers({
        'Content-Type': file.mediaType,
        'Cache-Control': 'public, max-age=31536000, immutable',
        'X-Content-Type-Options': 'nosniff',
        Vary: 'Accept-Encoding',
        ...(file.coding !== 'identity' && { 'Content-Encoding': file.coding }),
      })
      .send(file.bytes)
  })
}

/**
 * The same page under `localhost`, for a browser that has come to the machine itself by number; null for any other.
 *
 * Without a public URL the studio's cookie is given on `localhost` alone.
 */
function onLocalhost({ host, url }: FastifyRequest): string | null {
  const [, port] = /^(?:127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.exec(host) ?? []
  return port === undefined ? null : `http://localhost${port}${url}`
}
