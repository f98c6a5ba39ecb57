import type { System } from './rule.ts'

export const contentstack: System = {
  name: 'Contentstack',
  readFrom: 'Types of Tokens, read 2026-11-27',
  rules: [
    {
      says: 'Delivery and management tokens are for all branches, or for one or several.',
      heldBy: [
        'packages/tokens/src/branch-scope.test.ts › a name is open › to a token with all branches, whatever branch it is',
        'packages/server/src/features/branches/reach.test.ts › a token › reaches what its scope lists, an alias only by its own name',
      ],
    },
    {
      says: 'They are for all aliases, or for one or several, and read what the alias stands for at the time.',
      heldBy: [
        'packages/tokens/src/branch-scope.test.ts › a name is open › as an alias only where the alias is listed, whatever branches are open',
        'packages/server/src/features/branches/branches.test.ts › an alias › moves in one instant: no answer is of both branches, and none after the move is of the old one',
      ],
    },
    {
      says: 'A delivery token reads the published content of one environment, and of no second one.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › what a token is tied to › delivery: exactly one environment',
        'packages/server/src/features/delivery/delivery.test.ts › delivery › a token of one environment is refused another, existing or not; others name theirs',
      ],
    },
    {
      says: 'Several delivery tokens may belong to one environment, and different ones to different environments.',
      heldBy: [
        'packages/server/src/features/tokens/delivery-tokens.test.ts › delivery tokens › share an environment, and each serves its own alone',
      ],
    },
    {
      says: 'The owner, Administrators and Developers make delivery tokens.',
      heldBy: [
        'packages/server/src/features/tokens/makers.test.ts › who may make which kind › delivery, preview and api: owner, Administrator, Developer, and a role of its own with tokens.create',
        'packages/tokens/src/kinds.test.ts › who may make a token › %s: owner, Administrator and Developer, and roles that hold tokens.create',
      ],
    },
    {
      says: 'A delivery token reads nothing that is unpublished or a draft.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › a delivery token › never sees draft, protected or archived content',
        'packages/server/src/features/delivery/two-worlds.test.ts › two worlds › no answer tells what is not published, what is edited, or what other environments and spaces hold',
      ],
    },
    {
      says: 'A delivery token creates and updates nothing.',
      heldBy: [
        'packages/server/src/features/tokens/reading-kinds.test.ts › reading kinds › %s: writes nothing',
        'e2e/first-door.test.ts › a delivery key for products › refuses %s %s as the wrong kind of token',
      ],
    },
    {
      says: 'The secret of a delivery token stays what it is and is never reset.',
      heldBy: [
        'packages/tokens/src/rotation.test.ts › other kinds › a constant secret is never renewed',
        'packages/server/src/features/tokens/rotate.test.ts › rotating a token › is refused for kinds whose secret is constant, and for what has ended',
      ],
    },
    {
      says: 'A space has at most 20 delivery tokens.',
      heldBy: [
        'packages/server/src/features/tokens/limits.test.ts › limits › fifty who make delivery tokens at once get twenty, and the others the number',
        'packages/tokens/src/kinds.test.ts › limits › %s: %i for a space, the next is refused, and inactive and expired ones hold their slot',
      ],
    },
    {
      says: 'An access token reads the published content and the drafts of a space in every environment, and writes nothing.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › the other readers › an access token reads published content and drafts, and never writes',
        'packages/tokens/src/kinds.test.ts › what a token is tied to › access and all others: no environment of their own',
        'packages/server/src/features/tokens/access-tokens.test.ts › access tokens › reads what is published and drafts in every environment, and writes nothing',
        'packages/server/src/features/tokens/reading-kinds.test.ts › reading kinds › %s: writes nothing',
      ],
    },
    {
      says: 'Access tokens exist in spaces that were created up to 2020-12-16, and in no later one.',
      heldBy: [
        'packages/tokens/src/existence.test.ts › access tokens › exist in a space created in the last millisecond of 2020-12-16',
        'packages/tokens/src/existence.test.ts › access tokens › do not exist in a space created from 2020-12-17 on',
        'packages/server/src/features/tokens/access-tokens.test.ts › access tokens › a space that comes from 2020-12-16 or before has one, which nobody made',
        'packages/server/src/features/tokens/access-tokens.test.ts › access tokens › a later space has none, and there is no call that makes one',
        'packages/server/src/features/tokens/access-tokens.test.ts › access tokens › a space that comes from 2020-12-16 or before has one, which nobody made',
        'packages/server/src/features/tokens/access-tokens.test.ts › access tokens › a later space has none, and there is no call that makes one',
      ],
    },
    {
      says: 'An access token is there without being made, and can be reset by the owner, Administrators and Developers.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › who may make a token › access: nobody',
        'packages/tokens/src/kinds.test.ts › who may make a token › only access tokens are reset, by owner, Administrator and Developer',
        'packages/tokens/src/rotation.test.ts › other kinds › a reset ends the old secret at once (grace %j)',
        'packages/server/src/features/tokens/access-tokens.test.ts › access tokens › owner, Administrator and Developer reset it, and its old secret ends at once',
        'packages/server/src/features/tokens/access-tokens.test.ts › access tokens › nobody else resets it, whatever his role says',
        'packages/server/src/features/tokens/access-tokens.test.ts › access tokens › owner, Administrator and Developer reset it, and its old secret ends at once',
        'packages/server/src/features/tokens/access-tokens.test.ts › access tokens › nobody else resets it, whatever his role says',
      ],
    },
    {
      says: 'An authtoken belongs to a person, is had by logging in, and creates, reads, updates and deletes as that person may.',
      heldBy: [
        'packages/server/src/features/session/session.test.ts › logging in › answers a session token, however the address is written',
        'packages/tokens/src/kinds.test.ts › what a token is tied to › session and personal tokens follow their owner live',
      ],
    },
    {
      says: 'Logging in again gives another authtoken, beside those that there are.',
      heldBy: [
        'packages/server/src/features/tokens/limits.test.ts › limits › the twenty-first session ends exactly the oldest',
      ],
    },
    {
      says: 'An authtoken makes delivery and management tokens.',
      instead:
        'It does, within 15 minutes of the login or of a confirmation: what lasts longer than a session asks for a fresh login ([041](../decisions/041-what-lasts-asks-for-a-fresh-login.md)).',
      heldBy: [
        'packages/server/src/features/tokens/makers.test.ts › who may make which kind › management: owner and Administrator; neither Developer nor a role of its own',
        'packages/server/src/features/session/fresh-login.test.ts › a login that is not fresh › makes no token, and changes no factor, until it is confirmed by the password',
      ],
    },
    {
      says: 'An authtoken does not expire by itself.',
      heldBy: [
        'packages/tokens/src/sessions.test.ts › a session by the API › does not expire by itself',
        'packages/tokens/src/kinds.test.ts › expiry › a session does not expire by itself unless the instance says so',
      ],
    },
    {
      says: 'A person has at most 20 authtokens; the 21st ends the oldest.',
      heldBy: [
        'packages/server/src/features/tokens/limits.test.ts › limits › the twenty-first session ends exactly the oldest',
        'packages/server/src/features/tokens/limits.test.ts › limits › five logins at once end exactly the five oldest of twenty sessions, again and again',
      ],
    },
    {
      says: 'In an organization with single sign-on, authtokens are for its owner and for people who may sign in without it.',
      heldBy: [
        'packages/tokens/src/sessions.test.ts › SSO › in an SSO-enabled organization %s may use one: %j %s',
        'packages/server/src/features/single-sign-on/required.test.ts › required single sign-on › leaves the owner, whom the owner exempts, and the tokens of the space alone',
      ],
    },
    {
      says: 'Who signs in at an identity provider gets no authtoken.',
      heldBy: [
        'packages/tokens/src/sessions.test.ts › SSO › an identity-provider login yields no session over the API',
        'packages/server/src/features/single-sign-on/sign-on.test.ts › signing in at the organization’s provider › makes a member of who comes for the first time, and yields a session of the cookie alone',
      ],
    },
    {
      says: 'A management token belongs to a space and creates, reads, updates and deletes its content.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › a management token › manages content, schema, datasources, media, releases, locales, roles and webhooks',
        'packages/server/src/features/tokens/management-tokens.test.ts › a management token › creates, reads, updates and deletes, for reading reads alone, and for writing reads nothing',
      ],
    },
    {
      says: 'The owner and Administrators make management tokens; Developers and content managers do not.',
      heldBy: [
        'packages/server/src/features/tokens/makers.test.ts › who may make which kind › management: owner and Administrator; neither Developer nor a role of its own',
        'packages/tokens/src/kinds.test.ts › who may make a token › management: owner and Administrator; not Developer, not Editor',
      ],
    },
    {
      says: 'A management token is for reading or for writing or for both, and may end on a date; both are set when it is made.',
      heldBy: [
        'packages/tokens/src/modes.test.ts › there are three modes',
        'packages/tokens/src/modes.test.ts › a management token to %s may read, write, publish: %j',
        'packages/server/src/features/tokens/life.test.ts › the life of a token › a name can be changed; scope, mode, role, environment, spaces and expiry never',
      ],
    },
    {
      says: 'A space has at most 10 management tokens.',
      heldBy: [
        'packages/server/src/features/tokens/limits.test.ts › limits › fifty who make management tokens at once get ten',
      ],
    },
    {
      says: 'A management token makes no delivery token, and none of another kind.',
      heldBy: [
        'packages/server/src/features/tokens/makers.test.ts › who may make which kind › no token that is not an account’s',
        'packages/contract/src/operations.test.ts › the operations › keep management tokens from tokens, members, organizations, accounts and sessions',
      ],
    },
    {
      says: 'A management token neither reads nor writes about organizations, the space itself, sessions and tokens.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › a management token › reaches nothing of %s',
        'packages/server/src/features/tokens/management-tokens.test.ts › a management token › is let to nothing about %s',
      ],
    },
    {
      says: 'A management token neither invites people to the space nor removes them.',
      heldBy: [
        'packages/server/src/features/tokens/management-tokens.test.ts › a management token › is let to nothing about %s',
        'packages/contract/src/operations.test.ts › the operations › keep management tokens from tokens, members, organizations, accounts and sessions',
      ],
    },
    {
      says: 'A management token does not accept or reject a request to publish or unpublish.',
      heldBy: [
        'packages/server/src/features/publish-requests/publish-requests.test.ts › a publish request › is accepted by a person with the right to review and to publish, never by a token of the space',
      ],
    },
    {
      says: 'Where people must sign in at a provider, programs go on with management tokens.',
      heldBy: [
        'packages/server/src/features/single-sign-on/required.test.ts › required single sign-on › leaves the owner, whom the owner exempts, and the tokens of the space alone',
      ],
    },
    {
      says: 'The key of the stack is sent along with every token, in headers with names of their own.',
      belongsTo: 'dialect',
      because: 'Natively the path names the space, and one header carries the token.',
    },
  ],
}
