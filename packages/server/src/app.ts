import { randomBytes } from 'node:crypto'
import { operations } from '@latchkey/contract/operations'
import { problems } from '@latchkey/contract/problems'
import { comet } from '@latchkey/dialect-comet/dialect'
import { contentstack } from '@latchkey/dialect-contentstack/dialect'
import { storyblok } from '@latchkey/dialect-storyblok/dialect'
import { weegloo } from '@latchkey/dialect-weegloo/dialect'
import { wegnology } from '@latchkey/dialect-wegnology/dialect'
import type { Dialect } from '@latchkey/dialect-kit/dialect'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import fastify, { type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Database } from './database/database.ts'
import { openSerials } from './database/serials.ts'
import { PublicKeys } from './features/leak-reports/public-keys.ts'
import { Providers } from './features/single-sign-on/provider.ts'
import type { BackupPlace } from './features/backups/place.ts'
import { TokenUsage } from './features/token-usage/usage.ts'
import { implementations, publicImplementations, slicedImplementations } from './features.ts'
import { jobs } from './jobs.ts'
import { JobRunner } from './jobs/runner.ts'
import type { Files } from './files/files.ts'
import { openGuessLimits } from './lib/guess-limits.ts'
import { openPasswords } from './lib/passwords.ts'
import { uuidV7 } from './lib/uuid.ts'
import { registerDocs } from './features/service/docs.ts'
import type { Mailer } from './mail/mailer.ts'
import { registerMetrics } from './metrics.ts'
import { openOutgoing } from './outgoing/outgoing-fetch.ts'
import { parseOutgoingAllow } from './outgoing/reachable.ts'
import { Admission } from './pipeline/admission.ts'
import { AnswerCache } from './pipeline/answer-cache.ts'
import { Authenticator } from './pipeline/authenticate.ts'
import { bearerScheme } from './pipeline/credential.ts'
import { mountPath } from './pipeline/host-mounts.ts'
import { Dialects } from './pipeline/dialects.ts'
import { answerFailure, registerRoutes, type RouteParts } from './pipeline/match.ts'
import { Pipeline } from './pipeline/pipeline.ts'
import { reachDigest } from './pipeline/reach-digest.ts'
import { refuse } from './pipeline/refusal.ts'
import { answerUnreadable } from './pipeline/unreadable.ts'
import { cookieScheme } from './pipeline/studio-cookie.ts'
import type { Services, Settings } from './services.ts'
import { registerStudio } from './studio/register-studio.ts'

/** How long a request may take to arrive, in milliseconds: long enough for a large file on a slow line; other bodies have less. */
const requestMsMax = 60 * 60 * 1000
const headersMsMax = 30_000

/** The largest body of a request, in bytes; files have a limit of their own; a bulk write is cut to it by the client. */
export const bodyBytesMax = 1024 * 1024

/** The APIs of other platforms that are spoken besides our own. */
const everyDialect: readonly Dialect[] = [storyblok, wegnology, comet, weegloo, contentstack]

export interface AppOptions {
  readonly database: Database
  readonly ring: KeyRing
  readonly now: () => number
  readonly log: Logger
  readonly mailer: Mailer
  readonly settings: Settings
  readonly files: Files
  /** Absent: the process makes no backups. */
  readonly backups?: BackupPlace
  /** The folder of the built studio; absent: its address says how it is built. */
  readonly studio?: string | null
  /** Spoken besides our own API; absent: all that there are. */
  readonly dialects?: readonly Dialect[]
  /** Proxies whose `X-Forwarded-For` names the caller's network; absent: none. */
  readonly trustedProxies?: readonly string[]
}

/** An assembled server that does not listen yet. */
export interface App {
  readonly server: FastifyInstance
  readonly services: Services
  /** What tokens were used for since it was last flushed. */
  readonly usage: TokenUsage
  /** Does what is due later; started by whoever serves. */
  readonly runner: JobRunner
  readonly pipeline: Pipeline
}

/** Puts the parts together. Throws when an operation of the contract has no behaviour: no route is open by omission. */
export function createApp({
  database,
  ring,
  now,
  log,
  mailer,
  settings,
  files,
  backups,
  studio = null,
  dialects = everyDialect,
  trustedProxies = [],
}: AppOptions): App {
  const outgoing = openOutgoing(parseOutgoingAllow(settings.outgoingAllow))
  const services: Services = {
    database,
    ring,
    now,
    random: randomBytes,
    newId: () => uuidV7(now(), randomBytes),
    nextSerial: openSerials(database),
    files,
    passwords: openPasswords(randomBytes),
    guesses: openGuessLimits(),
    codeGuesses: openGuessLimits({ identity: 10, network: 100 }),
    challengeRequests: openGuessLimits({ identity: 300, network: 300 }),
    mailRequests: openGuessLimits({ identity: 5, network: 50 }),
    mailer,
    outgoing,
    providers: new Providers(outgoing, ring),
    leakKeys:
      settings.leakReports.githubKeys === null ? null : new PublicKeys(outgoing, settings.leakReports.githubKeys, now),
    backups: backups ?? null,
    dialects,
    log,
    settings,
  }
  const usage = new TokenUsage(database)
  const answers = new AnswerCache(reachDigest)
  const pipeline = new Pipeline(services, {
    authenticator: new Authenticator(database, {
      ring,
      now,
      studioIdleMs: settings.sessions.studio.idleMs,
      onRetired: (tokenId, version, at) => usage.recordRetired(tokenId, version, at),
    }),
    answers,
    implementations,
    publicImplementations,
    slicedImplementations,
  })
  const missing = operations.filter((operation) => !pipeline.implements(operation))
  if (missing.length > 0) {
    throw new Error(`No behaviour for ${missing.map((each) => each.id).join(', ')}: implement each in features/.`)
  }
  const schemes = [bearerScheme, cookieScheme(settings.publicUrl)]
  const admission = new Admission({ rateLimit: settings.rateLimit, now })
  const shared = { pipeline, admission, answers, services, usage }
  const vendors = new Dialects(shared, dialects)
  const parts: RouteParts = {
    ...shared,
    operations,
    schemes,
    failElsewhere: (request, reply, error) => vendors.fail(request, reply, error),
  }
  const server = createServer(parts, trustedProxies)
  registerMetrics(server)
  registerRoutes(server, parts)
  vendors.register(server)
  registerDocs(server)
  registerStudio(server, { site: studio, publicUrl: settings.publicUrl })
  return { server, services, usage, pipeline, runner: new JobRunner({ services, pipeline, jobs }) }
}

/** Fastify for routes, sockets and body bytes only: nothing is parsed, coerced or serialised by it. */
function createServer(parts: RouteParts, trustedProxies: readonly string[]): FastifyInstance {
  const server: FastifyInstance = fastify({
    bodyLimit: bodyBytesMax,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    // A name of 128 characters, each of them percent-encoded at most.
    routerOptions: { maxParamLength: 3 * 128, caseSensitive: true, ignoreTrailingSlash: false },
    requestTimeout: requestMsMax,
    connectionTimeout: 60_000,
    keepAliveTimeout: 10_000,
    exposeHeadRoutes: true,
    rewriteUrl: ({ url = '/', headers }) => mountPath(parts.services.settings.hosts, headers.host) + url,
    // What still reaches a server that is stopping is answered as ever, and its connection closed after it.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => {
      answerUnreadable(error, socket, parts.services.newId())
    },
    // URLs with broken percent-encoding never reach a route.
    frameworkErrors: (_error, request, reply) => {
      answerFailure(parts, request, reply, refuse(problems.malformedRequest))
    },
  })
  server.server.headersTimeout = headersMsMax
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  return server
}
