import type { Dialect, VendorSurface } from '@latchkey/dialect-kit/dialect'
import { pathParts } from '@latchkey/dialect-kit/match-path'
import { parseQuery } from '@latchkey/dialect-kit/vendor-query'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { limitBodyTime, registerUpload } from './body-stream.ts'
import { type DialectParts, failVendor, serveVendor } from './serve-vendor.ts'
import { type Mount, vendorMethods, type Visit } from './vendor-visit.ts'

/** Serves dialects, each below its name. What they know of a request, and what of it is theirs to say, is in their port. */
export class Dialects {
  readonly #parts: DialectParts
  readonly #mounts: readonly Mount[]
  readonly #roots: ReadonlyMap<string, Dialect>

  constructor(parts: DialectParts, dialects: readonly Dialect[]) {
    this.#parts = parts
    this.#roots = new Map(dialects.flatMap((dialect) => rootsOf(dialect).map((root) => [root, dialect])))
    this.#mounts = dialects.flatMap((dialect) =>
      dialect.surfaces.flatMap((surface) => rootsOf(dialect, surface).map((root) => ({ dialect, surface, root }))),
    )
  }

  register(server: FastifyInstance): void {
    const handler = (request: FastifyRequest, reply: FastifyReply) =>
      serveVendor(this.#parts, this.#visit(request, reply))
    for (const [root, { name }] of this.#roots) {
      const route = { method: [...vendorMethods, 'OPTIONS'], url: `${root}/*`, config: { operation: name }, handler }
      server.route({ ...route, onRequest: limitBodyTime })
    }
    for (const { root, surface, dialect } of this.#mounts) {
      for (const { method, path, body } of surface.routes) {
        if (body === undefined || body.is === 'json') continue
        const url = root + path.replaceAll(/\{(\w+)\}/g, ':$1')
        registerUpload(server, { method, url, config: { operation: dialect.name }, handler })
      }
    }
  }

  /** The answer to what fails before it is asked, such as a body that is too large; null for paths that are no dialect's. */
  fail(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply | null {
    const isOurs = [...this.#roots.keys()].some((root) => request.url.startsWith(`${root}/`))
    return isOurs ? failVendor(this.#parts, this.#visit(request, reply), error) : null
  }

  #visit(request: FastifyRequest, reply: FastifyReply): Visit {
    const [asked, text] = split(request.url, '?')
    // Clients join paths with a slash too many, and the parts count.
    const path = asked.replaceAll(/\/{2,}/g, '/')
    const found = this.#mounts.find(({ root }) => path.startsWith(`${root}/`))
    const mount = found ?? this.#mounts.find(({ dialect }) => path.startsWith(`/${dialect.name}/`))
    if (mount === undefined) throw new Error(`${path} is no dialect's: give it a surface.`)
    const parts = found === undefined ? [] : pathParts(path.slice(mount.root.length))
    const id = this.#parts.services.newId()
    return { ...mount, parts, query: parseQuery(text), request, reply, id, route: null }
  }
}

/** Where a dialect is mounted, or one of its surfaces. */
function rootsOf({ name, surfaces }: Dialect, surface?: VendorSurface): readonly string[] {
  if (surface === undefined) return [`/${name}`, ...surfaces.flatMap(({ atRoot, prefix }) => (atRoot ? [prefix] : []))]
  return [`/${name}${surface.prefix}`, ...(surface.atRoot ? [surface.prefix] : [])]
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
