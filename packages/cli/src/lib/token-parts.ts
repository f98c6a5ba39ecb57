import type { Result } from '@latchkey/client/operations'
import { printRateLimit } from '@latchkey/tokens/rate-limit'
import { type Command, Option } from 'commander'

/** Which tokens a command is about: of a space, one's own, or of the installation. */
export interface Where {
  readonly space?: string
  readonly personal?: boolean
  readonly installation?: boolean
}

/** Gives a command the options of `Where` but for the installation. */
export function whereOf(command: Command): Command {
  return command.addOption(spaceOption()).addOption(personalOption())
}

/** Gives a command all options of `Where`. */
export function anywhereOf(command: Command): Command {
  return command
    .addOption(spaceOption().conflicts('installation'))
    .addOption(personalOption().conflicts('installation'))
    .option('--installation', 'an API token of the installation')
}

function spaceOption(): Option {
  return new Option('--space <slug>', 'a token of this space (LATCHKEY_SPACE)').conflicts('personal')
}

function personalOption(): Option {
  return new Option('--personal', 'a token of your own')
}

/** What a person is shown of a token; parts that a kind does not have are left out. */
export function tokenParts(token: Omit<Result<'tokens.show'>, 'secret'>) {
  const { id, kind, name, description, masked, state, space, environment, branches, aliases } = token
  const { role, mode, scope, spaces, grants } = token
  const shown = {
    id,
    name,
    kind,
    state,
    description: description || null,
    token: masked,
    space: space?.slug,
    environment: environment?.slug,
    branches: unlessEmpty(branches),
    aliases: unlessEmpty(aliases),
    role: role?.name,
    mode,
    scope,
    spaces,
    grants,
    'rate limit': token.rate_limit && printRateLimit({ burst: null, ...token.rate_limit }),
    networks: token.allowed_networks,
    origins: token.allowed_origins,
    'cache ttl': token.cache_ttl === 0 ? null : token.cache_ttl,
    created: token.created_at,
    by: token.created_by,
    'last used': token.last_used_at,
    expires: token.expires_at,
  }
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== null && value !== undefined))
}

/** A token that has only aliases has no branches, and the other way round. */
function unlessEmpty(names: 'all' | readonly string[] | null) {
  return names?.length === 0 ? null : names
}
