import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StaticDocumentSpec } from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { openapi } from './openapi.ts'

/** Nothing from elsewhere is loaded, and the page sends nothing elsewhere. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "connect-src 'self'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "script-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Serves a page to read the OpenAPI document with, at `/docs`: Swagger UI over our document, as plain data.
 *
 * Not one of the API's operations: it needs no token and shows what `/openapi.json` shows. Where its files were left out of
 * a bundle there is no page.
 */
export function registerDocs(server: FastifyInstance): void {
  const files = filesOfPage()
  if (files === null) return
  server.register(async (scope) => {
    const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
      import('@fastify/swagger'),
      import('@fastify/swagger-ui'),
    ])
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the contract's tests validate the document as OpenAPI 3.1.
    const document = openapi as unknown as StaticDocumentSpec['document']
    await scope.register(swagger, { mode: 'static', specification: { document } })
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      baseDir: files,
      staticCSP: contentSecurityPolicy,
      // Without the bar that would load documents from elsewhere.
      uiConfig: { layout: 'BaseLayout', deepLinking: true, validatorUrl: null },
      theme: { title: 'Latchkey API' },
      // The bar that would show it is left out; its own file would not be found from a bundle.
      logo: { type: 'image/svg+xml', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    })
  })
}

function filesOfPage(): string | null {
  try {
    const files = join(dirname(fileURLToPath(import.meta.resolve('@fastify/swagger-ui'))), 'static')
    return existsSync(join(files, 'swagger-ui-bundle.js')) ? files : null
  } catch {
    return null
  }
}
