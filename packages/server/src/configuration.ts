import { dirname, join } from 'node:path'
import { parseRateLimit, type RateLimit } from '@latchkey/tokens/rate-limit'
import type { DatabaseLocation } from './database/open-database.ts'
import type { MailConfiguration } from './mail/open-mailer.ts'
import { parseHostMounts } from './pipeline/host-mounts.ts'
import type { Settings } from './services.ts'
import { fileVariables, readFileSettings } from './file-settings.ts'
import type { FileSettings } from './files/files.ts'
import { readSignInSettings, signInVariables } from './sign-in-settings.ts'

/** What a server process is told. */
export interface Configuration {
  /** The address to listen on; `127.0.0.1` unless said otherwise, so that nothing is published by omission. */
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Holds the SQLite database, when that is used, and the key ring. */
  readonly dataFolder: string
  readonly database: DatabaseLocation
  readonly keyRingFile: string
  /** Beside the key ring: what has ended, also for a copy of the database that knows nothing of it. */
  readonly revocationsFile: string
  /** For the files of backups; `keep`: how many good ones are kept, 0 for all. */
  readonly backups: { readonly folder: string; readonly keep: number }
  /** Addresses or networks of the proxies whose `X-Forwarded-For` is believed; empty believes nobody. */
  readonly trustedProxies: readonly string[]
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly mail: MailConfiguration
  readonly settings: Settings
  readonly files: FileSettings
}

/** The environment variables that are read, each with what it is for. */
export const variables = {
  LATCHKEY_HOST: 'Address to listen on (127.0.0.1)',
  LATCHKEY_PORT: 'Port to listen on (4010)',
  LATCHKEY_DATA: 'Data folder (./data)',
  LATCHKEY_KEY_RING: 'Key-ring file (key-ring.json in the data folder)',
  LATCHKEY_LOG: 'debug, info, warn, error or silent (info)',
  LATCHKEY_TRUSTED_PROXIES: 'Addresses or networks of reverse proxies, by commas: 10.0.0.2,192.168.7.0/24 (none)',
  LATCHKEY_PUBLIC_URL: 'Where people reach it: https://content.example.com (http://localhost and the port)',
  LATCHKEY_HOSTS:
    'Further host names that stand for a path, for clients that take a host name alone: cdn.example.com=/vendor/v2 (none)',
  ...signInVariables,
  LATCHKEY_MAIL_COMMAND:
    'Program that takes letters as sendmail does (none: they lie in the folder mail of the data folder)',
  LATCHKEY_MAIL_FROM: 'Sender of letters (latchkey@localhost)',
  LATCHKEY_RATE_LIMIT:
    'Requests of a token that has no limit of its own: 600/minute, or 10/second burst 50; each process counts for itself (none)',
  LATCHKEY_REVEAL: 'on: personal tokens issued from now on can be read again (off)',
  LATCHKEY_OUTGOING_ALLOW:
    'Names, addresses or networks that requests to other servers may reach besides public ones, by commas (none)',
  ...fileVariables,
  LATCHKEY_BACKUPS: 'Folder for backups (backups in the data folder)',
  LATCHKEY_BACKUPS_KEEP: 'How many good backups are kept, the newest; 0: all (0)',
  LATCHKEY_GITHUB_LEAK_KEYS:
    'URL of the public keys that sign GitHub’s reports of leaked tokens: https://api.github.com/meta/public_keys/secret_scanning (none: no reports are taken)',
  LATCHKEY_LEAKED: 'revoke or notify: what is done about a token for servers that is reported (revoke)',
  LATCHKEY_UPDATES: 'URL or file of the feed that tells of new releases (none)',
  DATABASE_URL: 'PostgreSQL to use instead of SQLite in the data folder',
} as const

type Variables = Readonly<Partial<Record<keyof typeof variables, string | undefined>>>

/** Reads the configuration from the environment. Throws a sentence that names the variable which cannot be used. */
export function readConfiguration(env: Variables): Configuration {
  const dataFolder = env.LATCHKEY_DATA ?? './data'
  const keyRingFile = env.LATCHKEY_KEY_RING ?? join(dataFolder, 'key-ring.json')
  return {
    host: env.LATCHKEY_HOST ?? '127.0.0.1',
    port: readPort(env.LATCHKEY_PORT),
    dataFolder,
    database: env.DATABASE_URL ? { url: env.DATABASE_URL } : { dataFolder },
    keyRingFile,
    revocationsFile: join(dirname(keyRingFile), 'revocations.log'),
    backups: {
      folder: env.LATCHKEY_BACKUPS ?? join(dataFolder, 'backups'),
      keep: readCount('LATCHKEY_BACKUPS_KEEP', env.LATCHKEY_BACKUPS_KEEP ?? '0'),
    },
    trustedProxies: readList(env.LATCHKEY_TRUSTED_PROXIES),
    logLevel: readWord('LATCHKEY_LOG', env.LATCHKEY_LOG ?? 'info', ['debug', 'info', 'warn', 'error', 'silent']),
    mail: {
      command: env.LATCHKEY_MAIL_COMMAND ?? null,
      folder: join(dataFolder, 'mail'),
      from: readFrom(env.LATCHKEY_MAIL_FROM),
    },
    settings: {
      limits: {},
      rateLimit: env.LATCHKEY_RATE_LIMIT === undefined ? null : readRateLimit(env.LATCHKEY_RATE_LIMIT),
      reveal: readWord('LATCHKEY_REVEAL', env.LATCHKEY_REVEAL ?? 'off', ['on', 'off']) === 'on',
      outgoingAllow: readList(env.LATCHKEY_OUTGOING_ALLOW),
      leakReports: {
        githubKeys: env.LATCHKEY_GITHUB_LEAK_KEYS === undefined ? null : readUrl(env.LATCHKEY_GITHUB_LEAK_KEYS),
        revoke: readWord('LATCHKEY_LEAKED', env.LATCHKEY_LEAKED ?? 'revoke', ['revoke', 'notify']) === 'revoke',
      },
      updatesFeed: env.LATCHKEY_UPDATES ?? null,
      updatesFolder: join(dataFolder, 'updates'),
      publicUrl: env.LATCHKEY_PUBLIC_URL === undefined ? null : readPublicUrl(env.LATCHKEY_PUBLIC_URL),
      hosts: parseHostMounts(readList(env.LATCHKEY_HOSTS)),
      ...readSignInSettings(env),
    },
    files: readFileSettings(env, dataFolder),
  }
}

/** A header of every letter: one line. */
function readFrom(text = 'latchkey@localhost'): string {
  if (/^[\x20-\x7e]+$/.test(text)) return text
  throw new Error(`LATCHKEY_MAIL_FROM is ${JSON.stringify(text)}: give an address in one line of ASCII.`)
}

/** Without TLS a cookie is anybody's; browsers keep `http://localhost` on the machine itself. */
function readPublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost')
  if (url === null || !safe || text.replace(/\/$/, '') !== url.origin) {
    throw new Error(`LATCHKEY_PUBLIC_URL is ${text}: give https and a host name, without a path, or http://localhost.`)
  }
  return url.origin
}

/** Keys that come unprotected are anybody's. */
function readUrl(text: string): string {
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return text
  throw new Error(`LATCHKEY_GITHUB_LEAK_KEYS is ${text}: give a URL with https.`)
}

function readRateLimit(text: string): RateLimit {
  const limit = parseRateLimit(text)
  if (limit === null)
    throw new Error(`LATCHKEY_RATE_LIMIT is ${text}: give a rate such as 600/minute, or 10/second burst 50.`)
  return limit
}

function readPort(text = '4010'): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new Error(`LATCHKEY_PORT is ${text}: give a number from 0 to 65535.`)
  }
  return Number(text)
}

function readCount(name: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`${name} is ${text}: give a number from 0 on.`)
  return Number(text)
}

/** Parts between commas; none for a variable that is not set. */
function readList(text: string | undefined): readonly string[] {
  return text?.split(',').map((each) => each.trim()) ?? []
}

function readWord<const Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === text)
  if (word === undefined) throw new Error(`${name} is ${text}: give one of ${words.join(', ')}.`)
  return word
}
