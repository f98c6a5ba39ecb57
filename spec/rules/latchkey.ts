import type { System } from './rule.ts'

export const latchkey: System = {
  name: 'Latchkey',
  readFrom: 'its own rules, which hold besides',
  rules: [
    {
      says: 'What differs between the kinds of token is data in one table: ten rows.',
      heldBy: ['packages/tokens/src/kinds.test.ts › the table › has a row for each of the ten kinds'],
    },
    {
      says: 'Each kind has a prefix, by which its text is known.',
      heldBy: ['packages/tokens/src/kinds.test.ts › the table › names the prefixes'],
    },
    {
      says: 'A token is the intersection of its layers: kind, scope, role, grants, owner, environment, branch. None adds.',
      heldBy: [
        'packages/policy/src/law-11-layers.law.test.ts › law 11: layers intersect › a request is permitted exactly when every layer permits it',
        'e2e/token-sequences.test.ts › sequences of making, narrowing and using tokens › nothing is ever stronger than its maker was, and every answer is the one that a plain model gives',
      ],
    },
    {
      says: 'Nobody makes, changes or binds anything that may more than himself, in grants, scope, spaces, branches and time.',
      heldBy: [
        'packages/policy/src/law-12-coverage.law.test.ts › law 12: a child never exceeds its maker › no request is permitted to a covered child, under its ceiling, and refused to the maker',
        'packages/server/src/features/tokens/law-12.test.ts › a token never exceeds its maker › in spaces: those listed are the maker’s, and in each it has the same rights',
        'packages/tokens/src/branch-scope.test.ts › a child has no more branches than its maker › %j covers %j: %s',
        'e2e/token-sequences.test.ts › sequences of making, narrowing and using tokens › nothing is ever stronger than its maker was, and every answer is the one that a plain model gives',
      ],
    },
    {
      says: 'A token made by a token has no more spaces and no more scope, and expires no later.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › a token makes others within its own scope, spaces and time alone',
        'packages/server/src/features/tokens/law-12.test.ts › a token never exceeds its maker › through a personal token: no more than its scope has, no longer than it lasts',
        'packages/tokens/src/spaces.law.test.ts › what is covered reaches no space that its maker does not, whoever owns what',
        'packages/tokens/src/scope.law.test.ts › what is covered opens nothing that its maker does not, also when the catalogue grows',
        'e2e/token-sequences.test.ts › sequences of making, narrowing and using tokens › nothing is ever stronger than its maker was, and every answer is the one that a plain model gives',
      ],
    },
    {
      says: 'Tokens of a space belong to it and outlive their maker; personal tokens and sessions follow their account.',
      heldBy: [
        'packages/server/src/features/tokens/outlive.test.ts › a token of a space › outlives the leaving and the suspension of its maker, whose own tokens end',
        'packages/tokens/src/kinds.test.ts › what a token is tied to › all others belong to their space and survive their maker',
      ],
    },
    {
      says: 'Under a role that is bound, conditions that no snapshot can meet open nothing, fields and writes mean nothing, and a deny counts.',
      heldBy: [
        'packages/server/src/features/tokens/delivery-tokens.test.ts › delivery tokens › take from their role what a reader can: conditions and denies count, fields and writes mean nothing',
      ],
    },
    {
      says: 'A role that a live token is bound to is not deleted; the refusal names the tokens that the asker may read and counts the others.',
      heldBy: [
        'packages/server/src/features/roles/roles.test.ts › a role bound to tokens › stays while one of them lives; those that may be read are named, the others counted',
      ],
    },
    {
      says: 'Delivery, preview and release tokens read public files alone; private bytes are for asset tokens and for server-side kinds with media.read.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › bytes of assets › private ones: asset tokens, and personal, session, management and api',
        'packages/tokens/src/kinds.test.ts › bytes of assets › public ones: every kind that reads content',
        'packages/server/src/features/delivery-assets/delivery-assets.test.ts › delivered assets › are public and published for a delivery token; others look like what does not exist',
      ],
    },
    {
      says: 'A signed URL stands for the token that signed it, and ends with it.',
      heldBy: [
        'packages/server/src/features/delivery-assets/delivery-assets.test.ts › delivered assets › a signed URL › ends with the token that has signed it, and with the bytes',
      ],
    },
    {
      says: 'The shapes of content types are delivered to whom content of the type is, and the others are absent.',
      heldBy: [
        'packages/server/src/features/delivery/delivery.test.ts › delivery › shows the shapes of the types that the caller may read, and no other',
      ],
    },
    {
      says: 'A management token for writing is answered id, version and status, and no read.',
      heldBy: [
        'packages/server/src/features/tokens/management-tokens.test.ts › a management token › creates, reads, updates and deletes, for reading reads alone, and for writing reads nothing',
      ],
    },
    {
      says: 'A management token writes roles, within what it may itself.',
      heldBy: [
        'packages/server/src/features/roles/roles.test.ts › nobody gives by a role what he has not himself › nor by a management token past its kind',
        'packages/server/src/features/roles/roles.test.ts › nobody gives by a role what he has not himself › nor past the scope of a personal token or the mode of a management token',
      ],
    },
    {
      says: 'A branch outside a token’s scope is answered like one that does not exist, repeating the name that was sent.',
      heldBy: [
        'packages/server/src/features/branches/reach.test.ts › a token › is answered alike for a branch out of its reach and for none, with the name that it sent',
        'packages/tokens/src/branch-scope.test.ts › at least one branch or alias › %j: %s',
      ],
    },
    {
      says: 'A session of the studio ends after 30 minutes without use and after 12 hours, and takes no slot.',
      heldBy: [
        'packages/server/src/features/session/studio-session.test.ts › a session of the studio › ends after thirty minutes without a request, on every node, and never comes back',
        'packages/server/src/features/session/studio-session.test.ts › a session of the studio › ends after twelve hours, however busy',
        'packages/server/src/features/session/studio-session.test.ts › a session of the studio › takes no slot: twenty-one of them end no session of the API',
      ],
    },
    {
      says: 'Limits are rows, so that many who create at once never pass one; a slot is held until revoke or delete.',
      heldBy: [
        'packages/server/src/database/slots.test.ts › slots › hold under many creators at once',
        'packages/server/src/features/tokens/limits.test.ts › limits › fifty who make delivery tokens at once get twenty, and the others the number',
        'packages/server/src/features/tokens/limits.test.ts › limits › fifty who make management tokens at once get ten',
        'packages/server/src/features/tokens/limits.test.ts › limits › hold over two servers that create at once',
        'e2e/limits.test.ts › limits over server processes › fifty creators at once get twenty delivery and ten management tokens; of fifty more, one gets the slot that was freed',
        'e2e/limits.test.ts › limits over server processes › the twenty-first login ends exactly the oldest session, and many at once leave twenty',
        'packages/server/src/features/tokens/limits.test.ts › limits › a slot is held while inactive or expired, and freed by revoking and deleting',
      ],
    },
    {
      says: 'Limits can be set; a lowered one keeps what exists.',
      heldBy: [
        'packages/server/src/features/tokens/limits.test.ts › limits › an instance may set its own numbers',
        'packages/server/src/database/slots.test.ts › slots › above a lowered limit stay taken',
      ],
    },
    {
      says: 'An organization may allow kinds, ask for expiry, and approve personal tokens; what it tightens counts at once.',
      heldBy: [
        'packages/server/src/features/token-policy/token-policy.test.ts › the token policy of an organization › narrows at once to kinds that are allowed, sessions left alone',
        'packages/server/src/features/token-policy/token-policy.test.ts › the token policy of an organization › narrows at once to tokens that expire soon enough',
        'packages/server/src/features/token-policy/token-policy.test.ts › the token policy of an organization › lets personal tokens in once they are approved, and no longer when that is taken back',
      ],
    },
    {
      says: 'Who is removed from single sign-on loses the personal tokens made by it.',
      heldBy: [
        'packages/server/src/features/single-sign-on/required.test.ts › a sign-in at the provider of an organization › ends, with the personal tokens made by it, when the person is removed from single sign-on',
      ],
    },
    {
      says: 'Every action that a request performs is in the scope: a PATCH that publishes needs the scope to publish.',
      heldBy: [
        'packages/tokens/src/scope.test.ts › an action on the side › publishing an entry by a change of its status: %s open it',
        'packages/policy/src/law-07-publishing.law.test.ts › law 7: publishing is its own action › every action is needed in every layer, scope included',
      ],
    },
    {
      says: 'A token restricted to spaces is refused what names no space, save its own validation.',
      heldBy: [
        'packages/tokens/src/spaces.test.ts › spaces › %j: refused what names no space',
        'packages/tokens/src/spaces.test.ts › spaces › %j: not refused its own validation',
      ],
    },
    {
      says: 'A text is 58 characters: kind, public id, a secret of over 190 random bits, and a checksum of all before it.',
      heldBy: [
        'packages/tokens/src/text.test.ts › issue › writes kind, id, secret and checksum in 58 characters',
        'packages/tokens/src/lib/base62.test.ts › random digits › every digit comes from exactly four bytes, and eight bytes are drawn anew',
      ],
    },
    {
      says: 'A mistyped or foreign text is refused by its checksum, before anything is looked up.',
      heldBy: [
        'packages/tokens/src/text.law.test.ts › any single character changed is refused',
        'packages/server/src/pipeline/unread-tokens.test.ts › a text that is no token › is refused by its checksum, without a look into the database',
      ],
    },
    {
      says: 'The database holds a keyed hash of a secret, and a sealed copy only of kinds that can be read again.',
      heldBy: [
        'packages/tokens/src/hash.test.ts › the hash is the HMAC-SHA-256 of kind, id and secret under the named key',
        'packages/server/src/features/tokens/secrets.test.ts › secrets › are kept as keyed hashes, and sealed only for kinds that are readable again',
        'packages/tokens/src/seal.test.ts › a sealed secret › is AES-256-GCM under the sealing key, bound to kind and id',
      ],
    },
    {
      says: 'The key ring lies outside the database and its backups; keys are added and retired, and used tokens hashed anew.',
      heldBy: [
        'packages/tokens/src/key-ring.test.ts › the ring › hashes with the key that was added last and keeps those before for verifying',
        'packages/tokens/src/key-ring.test.ts › the ring › counts the tokens whose key it does not hold',
        'packages/tokens/src/hash.test.ts › verifying › under a retired key it succeeds and says that re-hashing is due',
        'e2e/secrets.test.ts › a secret › of the key ring stands nowhere',
      ],
    },
    {
      says: 'Turning the instance’s `reveal` off destroys the copies of personal tokens.',
      heldBy: [
        'packages/server/src/features/tokens/reveal.test.ts › reading a secret again › destroying the copies of personal tokens leaves those of kinds that are always readable',
      ],
    },
    {
      says: 'What holds a secret prints as a mask, everywhere.',
      heldBy: [
        'packages/tokens/src/secret.test.ts › printing a secret prints the mask › by %s',
        'packages/tokens/src/secret.test.ts › printing a secret prints the mask › by JSON, however deep',
      ],
    },
    {
      says: 'A secret is in one answer, and in no row, file, log line or other answer, in no spelling.',
      heldBy: [
        'e2e/secrets.test.ts › a secret › stands in no file and no row of the database',
        'e2e/secrets.test.ts › a secret › stands in no line of the log',
        'e2e/secrets.test.ts › a secret › stands in the answers that issued or revealed it, and in no other',
        'e2e/secrets.test.ts › a secret › stands in no backup, no metric, and in nothing that webhooks sent or kept',
        'e2e/cli-tokens.test.ts › no secret is printed, kept or logged but by the command that issues it',
      ],
    },
    {
      says: 'Active and inactive go to and fro; revoked and expired are final, also when the clock steps back.',
      heldBy: [
        'packages/tokens/src/life.law.test.ts › every sequence of events and waiting agrees with the plain model',
        'packages/tokens/src/life.test.ts › the state at a moment › stays expired once stored so, also when the clock steps back',
        'packages/server/src/database/clock.test.ts › the clock › does not step back over a restart once it was kept',
      ],
    },
    {
      says: 'Whatever narrows a token counts for every request that starts after its answer, on every node.',
      heldBy: [
        'e2e/narrowing.test.ts › no request is accepted that starts after › $name of a $kind token',
        'packages/server/src/database/stamp.test.ts › the stamp › asked after a revocation was acknowledged is never the one before it',
      ],
    },
    {
      says: 'Personal, management and API tokens rotate: two live secrets at most, a grace of up to seven days, an hour unless given.',
      heldBy: [
        'packages/tokens/src/rotation.law.test.ts › whatever is rotated when, the newest secret is live, at most one other is, and what retires stays retired',
        'packages/tokens/src/rotation.test.ts › rotation › the grace is one hour unless given',
        'packages/tokens/src/rotation.test.ts › rotation › a grace of seven days is the longest',
        'packages/server/src/features/tokens/rotate.test.ts › rotating a token › twice leaves two secrets, never three',
      ],
    },
    {
      says: 'A retired secret answers 401, warns, and never harms the live one.',
      heldBy: [
        'packages/server/src/features/tokens/rotate.test.ts › rotating a token › warns of a retired secret that somebody still uses, and leaves the live one alone',
      ],
    },
    {
      says: 'Use is counted in memory and written in batches, forward only; no request writes for it.',
      heldBy: [
        'packages/server/src/features/token-usage/usage.test.ts › usage › calls and refusals are counted in memory, and shown after a flush',
        'packages/server/src/features/token-usage/usage.test.ts › usage › adds up over nodes and flushes, by day, and the last use only moves forward',
      ],
    },
    {
      says: 'Whoever may read a token sees what it did, from where, and what it was refused; networks and programs are kept coarse, and only so many apart.',
      heldBy: [
        'packages/server/src/features/token-usage/handlers.test.ts › the usage of a token › says what it did, from where and by what, and the grant that it lacked',
        'packages/server/src/features/token-usage/usage.test.ts › usage › tells no more networks apart than it may, over nodes and flushes; further ones are counted together',
      ],
    },
    {
      says: 'What a token was refused betrays nothing to a reader that he may not read himself.',
      heldBy: [
        'packages/server/src/features/token-usage/handlers.test.ts › the usage of a token › is hidden, like the token, from who may not read that token',
        'packages/server/src/features/token-usage/handlers.test.ts › the usage of a token › betrays no entry to who may read the token and not the entry',
      ],
    },
    {
      says: 'A token is used no faster than its limit, or the instance’s where it has none; every answer says what is left.',
      heldBy: [
        'packages/tokens/src/rate-limit.law.test.ts › a rate limit › is never exceeded, in whatever stretch of time',
        'packages/server/src/pipeline/admission.test.ts › a token with a rate limit › is told how many requests are left, and refused until there are more',
        'packages/server/src/pipeline/admission.test.ts › a token with a rate limit › that has none of its own is bound by the instance’s, and one that has by its own',
      ],
    },
    {
      says: 'A token with allowed networks is refused from elsewhere, before anything that was kept is handed out, and is not told which they are.',
      heldBy: [
        'packages/server/src/pipeline/admission.test.ts › a token with allowed networks › is let in from there, and told from elsewhere that it is not, and nothing of where it is',
        'packages/server/src/pipeline/admission.test.ts › a token with allowed networks › is refused before what others were answered is handed out, from the request on that follows its narrowing',
      ],
    },
    {
      says: 'A delivery token with allowed origins is refused to pages of others, and its answers are for the asking page alone.',
      heldBy: [
        'packages/server/src/pipeline/admission.test.ts › a token with allowed origins › is let in by pages of those, by what the browser says of the page',
        'packages/server/src/pipeline/admission.test.ts › a token with allowed origins › answers that origin alone, also from what was kept for a token of any origin',
      ],
    },
    {
      says: 'A token that works from some networks alone makes, widens and renews none that works from elsewhere.',
      heldBy: [
        'packages/server/src/features/tokens/terms.test.ts › law 12: a token that works from some networks alone › makes none that works from elsewhere',
        'packages/server/src/features/tokens/terms.test.ts › law 12: a token that works from some networks alone › neither widens another or itself, nor gets the secret of one that works from elsewhere',
      ],
    },
    {
      says: 'A shared cache keeps nothing of a delivery until the space says so; then it asks each time, or keeps it for the seconds of the token’s `cache_ttl`, and never beyond its end.',
      heldBy: [
        'packages/server/src/pipeline/shared-caches.test.ts › what shared caches are told of a delivery › is nothing until the space says so, whatever the token says',
        'packages/server/src/pipeline/shared-caches.test.ts › what shared caches are told of a delivery › is to ask each time, or how long the token lets them be, with what is kept and with what has not changed',
        'packages/server/src/pipeline/shared-caches.test.ts › what shared caches are told of a delivery › is never longer than the token lives',
        'packages/server/src/pipeline/shared-caches.test.ts › what shared caches are told of a delivery › is nothing of refusals, of tokens that work from some places alone, and of other kinds',
      ],
    },
    {
      says: 'A shared cache that asks gets nothing for a revoked token; one that was given seconds may hand out what it keeps until they are over, to that token alone.',
      heldBy: [
        'e2e/shared-cache.test.ts › through a caching proxy › a shared cache › asks each time where the token gives it no time, and a revoked token gets nothing',
        'e2e/shared-cache.test.ts › through a caching proxy › a shared cache › hands what it keeps to that token alone: a narrower and an unknown one get none of it',
        'e2e/shared-cache.test.ts › through a caching proxy › a shared cache › may hand a revoked token what it keeps for as long as the token said, and no longer',
      ],
    },
    {
      says: 'Lists show kind, masked text, maker, times, state and reach in words.',
      heldBy: [
        'packages/server/src/features/tokens/create.test.ts › making a token of a space › answers the record and, this once, the secret',
        'packages/tokens/src/text.test.ts › the mask shows kind and id and nothing of the secret',
      ],
    },
    {
      says: 'Lists are filtered, sorted and counted by what a record shows, and by nothing of a secret.',
      heldBy: [
        'packages/server/src/features/tokens/list.law.test.ts › a list of tokens › holds exactly the tokens that pass its filter, in the order asked for, page by page, and says how many',
        'packages/server/src/features/tokens/list.test.ts › the tokens of a space › %s is refused',
        'packages/server/src/features/tokens/list.test.ts › the tokens of a space › personal tokens and those of the installation are looked through alike',
        'e2e/cli-tokens.test.ts › tokens of a space › are looked through by status, end, use, kind, name, maker and words',
      ],
    },
    {
      says: 'Reading a secret again is a write of its own: by a session that logged in within 15 minutes, in the trail, with all rights of the token.',
      heldBy: [
        'packages/server/src/features/tokens/reveal.test.ts › reading a secret again › asks for a new login after fifteen minutes',
        'packages/server/src/features/tokens/reveal.test.ts › reading a secret again › is for sessions alone',
        'packages/server/src/features/tokens/reveal.test.ts › reading a secret again › asks for the rights that the token has',
      ],
    },
    {
      says: 'A request that is repeated under its key is answered the record, and that the secret was shown.',
      heldBy: [
        'packages/server/src/features/tokens/create.test.ts › making a token of a space › a repeated request with the same key answers the record and not the secret',
        'packages/server/src/features/tokens/rotate.test.ts › rotating a token › is done once for one Idempotency-Key, and shows the secret once',
      ],
    },
    {
      says: 'A token stands in the Authorization header alone; in a query, body or cookie it is refused and not logged.',
      heldBy: [
        'e2e/secrets.test.ts › a secret › in the wrong place › %s: is refused as misplaced',
        'e2e/secrets.test.ts › a secret › in the wrong place › the %s of a form: is refused as misplaced',
        'e2e/first-door.test.ts › hostile requests › get a clear refusal › for a token in the URL, which the log does not keep',
      ],
    },
    {
      says: 'Unknown, mistyped, inactive, revoked, expired and deleted tokens are answered with the same bytes.',
      heldBy: [
        'packages/server/src/features/tokens/refused.test.ts › a token that opens nothing › is answered with the same bytes, whatever the reason',
        'e2e/hidden.test.ts › what a caller may not know of › $id: a caller without a good token is told nothing else',
      ],
    },
    {
      says: 'A kind that never may make a call is told so, with the kinds that may, whatever the path names; an API token is answered 404 instead where the call is not on its API.',
      heldBy: [
        'e2e/hidden.test.ts › what a caller may not know of › $id: tokens of a wrong kind are told so, whatever the path names',
        'packages/tokens/src/kinds.test.ts › operations off the public token API are not found by api tokens and refused by kind to all others',
      ],
    },
    {
      says: 'A refusal names the smallest grant that is missing, and with it the request is permitted.',
      heldBy: [
        'packages/policy/src/law-13-explanations.law.test.ts › law 13: explanations are exact › adding the missing grant permits the request, and a deny proposes none',
        'e2e/decisions.test.ts › for random grants of an api token › writes are what the laws say, and a missing grant permits what was refused',
      ],
    },
    {
      says: 'A restored backup, and a database put back, never revive a token that has ended.',
      heldBy: [
        'packages/server/src/backups/backup.test.ts › a backup › never brings a token back that has ended since',
        'packages/server/src/revocations/keep-journal.test.ts › the journal of revocations › ends again what a database put back takes for live, from its first request on',
      ],
    },
    {
      says: 'The access matrix says for every operation which kinds may call it; none is missing.',
      heldBy: ['packages/contract/src/operations.test.ts › the operations › are all in the access matrix'],
    },
    {
      says: 'Revoking a token with `cascade` takes along what it has made, however far; without, that lives on.',
      heldBy: [
        'packages/server/src/features/tokens/cascade.test.ts › revoking with cascade › a token made by a token lives on when its maker is revoked, and ends with cascade',
        'packages/server/src/features/tokens/cascade.test.ts › revoking with cascade › takes along what that has made, in every space, each in the trail where it belongs',
        'packages/server/src/features/tokens/cascade.test.ts › revoking with cascade › is refused whole when one may not be revoked: named to who may read it, counted to who may not',
        'e2e/cli-tokens.test.ts › a token is revoked with all that it has made',
      ],
    },
    {
      says: 'API tokens of the installation are made by its administrators, reach every space, also later ones, and do exactly what their grants say.',
      heldBy: [
        'packages/server/src/features/tokens/installation-tokens.test.ts › api tokens of the installation › reach every space, also one that is made later, as far as their grants go',
        'packages/server/src/features/tokens/installation-tokens.test.ts › api tokens of the installation › are made by who administers the installation, and known to nobody else',
        'packages/server/src/features/tokens/installation-tokens.test.ts › api tokens of the installation › exceed neither the scope nor the end of the personal token that makes them',
      ],
    },
    {
      says: 'An access token is paused and resumed, and neither revoked, deleted nor rotated.',
      heldBy: [
        'packages/server/src/features/tokens/access-tokens.test.ts › access tokens › it is paused and resumed, and neither revoked, deleted nor rotated',
        'e2e/cli-tokens.test.ts › the access token of an old space is reset: its new secret is written, and the old one ends',
      ],
    },
    {
      says: 'Introspection (RFC 7662) tells a token to who may read it, and to anybody else nothing but that it is not active.',
      heldBy: [
        'packages/server/src/features/oauth/introspect.test.ts › introspection › tells who may read the token what it is, in the words of RFC 7662',
        'packages/server/src/features/oauth/introspect.test.ts › introspection › answers who may not read it as if it did not exist',
        'packages/server/src/features/oauth/introspect.test.ts › introspection › of what is paused, expired, revoked, deleted, mistyped or unknown says nothing more',
      ],
    },
    {
      says: 'Who holds a token that is for servers alone may revoke it (RFC 7009); a public key takes a caller with tokens.revoke.',
      heldBy: [
        'packages/server/src/features/oauth/revoke.test.ts › revocation by RFC 7009 › of a token that is for servers alone: holding it is enough, and the trail says so',
        'packages/server/src/features/oauth/revoke.test.ts › revocation by RFC 7009 › of a public key takes a caller with tokens.revoke: anybody can read it off a page',
      ],
    },
    {
      says: 'What a token did, from where, and which grant it lacked is told by day, to who may read the token.',
      heldBy: [
        'packages/server/src/features/token-usage/handlers.test.ts › the usage of a token › says what it did, from where and by what, and the grant that it lacked',
        'packages/server/src/features/token-usage/handlers.test.ts › the usage of a token › is hidden, like the token, from who may not read that token',
        'packages/server/src/features/token-usage/handlers.test.ts › the usage of a token › betrays no entry to who may read the token and not the entry',
      ],
    },
    {
      says: 'Networks and programs are told coarsely: an address as its neighbourhood, an agent as its product, never a token.',
      heldBy: [
        'packages/server/src/features/token-usage/whence.test.ts › the network of an address › is the same for all 256 neighbours, and tells none of them',
        'packages/server/src/features/token-usage/whence.test.ts › the product of an agent › is short, whatever is sent, and never a token',
      ],
    },
    {
      says: 'What anybody can read with a public key is told before it is made and after, as a crawl with the key would find it.',
      heldBy: [
        'packages/server/src/features/exposure/exposure.law.test.ts › the exposure of a key › is what a crawl with the key finds',
        'packages/server/src/features/exposure/exposure.test.ts › the exposure of a key › counts and names nothing that the asker may not read, and says so whether or not there is any',
      ],
    },
    {
      says: 'An assertion that is pinned to a token or a role refuses every edit that would break it.',
      heldBy: [
        'packages/server/src/features/assertions/assertions.test.ts › an assertion of a token › is told with whether it holds, and refuses the edit that would break it, naming the grants',
        'packages/server/src/features/assertions/assertions.test.ts › an assertion of a role › refuses edits of the role; one of a token that is bound to it does so too',
        'packages/policy/src/assertions.law.test.ts › pinned assertions › one that is said to hold is contradicted by no decision',
      ],
    },
    {
      says: 'What a token may and why is explained by the code that decides, to who may read the token.',
      heldBy: [
        'packages/server/src/features/decisions/decisions.test.ts › explaining a token › names the grant that allows, layer by layer',
        'packages/server/src/features/decisions/decisions.test.ts › explaining a token › is for who may read that very token',
      ],
    },
    {
      says: 'A signed report of a leak ends a token that is for servers alone and only tells of a public key; of a secret that has retired it leaves the live one alone.',
      heldBy: [
        'packages/server/src/features/leak-reports/leak-reports.test.ts › leak reports of GitHub › revoke a token that is for servers alone, tell the trail where it was found, and say that it was real',
        'packages/server/src/features/leak-reports/leak-reports.test.ts › leak reports of GitHub › of a publishable key are told and end nothing',
        'packages/server/src/features/leak-reports/leak-reports.test.ts › leak reports of GitHub › of a secret that has retired leave the live one alone',
        'packages/server/src/features/leak-reports/leak-reports.test.ts › leak reports of GitHub › without a signature, with a wrong one, over other bytes or by an unknown key are refused, and nothing happens',
      ],
    },
    {
      says: 'A scan finds tokens in files without a server, tells them from look-alikes, and prints none.',
      heldBy: [
        'packages/cli/src/lib/scan/scan.test.ts › a scan › tells file, line and column, kind, id and masked text, never the secret, and ends with 1',
        'packages/tokens/src/scan.law.test.ts › every token between any other text is found, with its kind and id, and nothing else is valid',
        'packages/tokens/src/false-alarms.law.test.ts › no text that only looks like a token is taken for one that was issued',
        'tools/secret-scanning.test.ts › %s › finds tokens of its kinds wherever they stand, and those of no other rule',
      ],
    },
  ],
}
