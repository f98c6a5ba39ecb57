import type { Dialect } from '@latchkey/dialect-kit/dialect'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import type { Random } from '@latchkey/tokens/random'
import type { RateLimit } from '@latchkey/tokens/rate-limit'
import type { Logger } from 'pino'
import type { Database } from './database/database.ts'
import type { Files } from './files/files.ts'
import type { BackupPlace } from './features/backups/place.ts'
import type { GuessLimits } from './lib/guess-limits.ts'
import type { Passwords } from './lib/passwords.ts'
import type { Mailer } from './mail/mailer.ts'
import type { HostMounts } from './pipeline/host-mounts.ts'
import type { SignInSettings } from './sign-in-settings.ts'
import type { PublicKeys } from './features/leak-reports/public-keys.ts'
import type { Providers } from './features/single-sign-on/provider.ts'
import type { OutgoingFetch } from './outgoing/outgoing-fetch.ts'

/** What features need from outside: the effects, each behind a name. */
export interface Services {
  readonly database: Database
  readonly ring: KeyRing
  /** UTC milliseconds; never steps back. */
  readonly now: () => number
  /** Cryptographically secure bytes. */
  readonly random: Random
  /** A UUID v7 of now. */
  readonly newId: () => string
  /** The next serial of a kind of thing; see database/serials.ts. */
  readonly nextSerial: (kind: string) => Promise<number>
  /** The bytes of files: where they are kept, on their way in, and in other sizes. */
  readonly files: Files
  readonly passwords: Passwords
  /** Guesses of passwords. */
  readonly guesses: GuessLimits
  /** Guesses of second factors, by account: a code is short. */
  readonly codeGuesses: GuessLimits
  /** Sign-ins that anybody may begin without saying who it is, by network. */
  readonly challengeRequests: GuessLimits
  /** Letters that anybody may cause, by address and network. */
  readonly mailRequests: GuessLimits
  readonly mailer: Mailer
  /** The one way to ask other servers; never `fetch`. */
  readonly outgoing: OutgoingFetch
  /** The identity providers of organizations. */
  readonly providers: Providers
  /** Who signs reports of leaked tokens; null: none are taken. */
  readonly leakKeys: PublicKeys | null
  /** Null where the process makes no backups. */
  readonly backups: BackupPlace | null
  /** The APIs of other platforms that are spoken besides our own. */
  readonly dialects: readonly Dialect[]
  readonly log: Logger
  readonly settings: Settings
}

/** What an instance can be told. */
export interface Settings extends SignInSettings {
  /** Slots by pool, where they differ from the kinds table. */
  readonly limits: Readonly<Record<string, number>>
  /** How fast a token may be used that has no limit of its own; null: as fast as it likes. */
  readonly rateLimit: RateLimit | null
  /** Seals personal tokens issued while it is on, so that their owners can read them again. */
  readonly reveal: boolean
  /** Names, addresses and networks that requests may go to besides public ones. */
  readonly outgoingAllow: readonly string[]
  /** Reports of tokens that were found in the open. */
  readonly leakReports: {
    /** URL of the public keys that sign GitHub's; null: none are taken. */
    readonly githubKeys: string | null
    /** Whether tokens for servers alone are revoked; otherwise their owners are only told. */
    readonly revoke: boolean
  }
  /** URL or file of the feed that tells of new releases; null for none. */
  readonly updatesFeed: string | null
  /** Where downloaded releases lie; null where nothing is downloaded. */
  readonly updatesFolder: string | null
  /** Where people reach this installation: `https://content.example.com`, without a path. Null: at `http://localhost` and its port. */
  readonly publicUrl: string | null
  /** Further host names that stand for a path, for clients that can be told a host name alone. */
  readonly hosts: HostMounts
}
