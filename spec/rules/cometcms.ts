import type { System } from './rule.ts'

export const cometcms: System = {
  name: 'CometCMS',
  readFrom: 'API Tokens, read 2026-11-27',
  rules: [
    {
      says: 'An API token reaches the public API without the session of a person.',
      heldBy: ['e2e/first-door.test.ts › an api token with the example grant › may change hero_title of homepage'],
    },
    {
      says: 'It is made with a name, perhaps a description, and grants.',
      heldBy: [
        'packages/server/src/features/tokens/names.test.ts › a token › needs a name, and may have a description, neither of which changes what it opens',
        'packages/server/src/features/tokens/create.test.ts › making a token of a space › an api token has its own grants, in canonical form, in the space where it is made',
      ],
    },
    {
      says: 'Its secret is shown once.',
      heldBy: [
        'packages/server/src/features/tokens/secrets.test.ts › secrets › are in one answer, and in no row, log line or other answer',
        'packages/tokens/src/readable-again.test.ts › a management token is never readable again',
        'packages/server/src/features/tokens/reveal.test.ts › reading a secret again › is refused for kinds whose secret is kept nowhere, and for what has ended',
      ],
    },
    {
      says: 'Tokens and roles speak one language of grants.',
      heldBy: [
        'packages/server/src/features/tokens/api-grants.test.ts › an api token › takes the grants of a role as they stand, and is pointed at the same mistakes',
      ],
    },
    {
      says: 'It has no role besides: it may do what its grants say, and with none nothing.',
      heldBy: [
        'packages/policy/src/law-01-default-deny.law.test.ts › law 1: default deny › an empty list permits nothing',
        'packages/server/src/features/tokens/api-grants.test.ts › an api token › without a grant opens nothing',
        'packages/tokens/src/reach-in-words.test.ts › an api token says each of its grants, and where it has none that it opens nothing',
      ],
    },
    {
      says: 'The effect is `allow` or `deny`, and nothing else is guessed to be one.',
      heldBy: ['packages/policy/src/parse.test.ts › parseGrants refuses, with a pointer to it › effect %j'],
    },
    {
      says: 'A deny that matches overrides every allow that does.',
      heldBy: [
        'packages/policy/src/law-02-deny-trumps-allow.law.test.ts › law 2: deny trumps allow › no allow that is added lifts a deny',
        'packages/policy/src/law-02-deny-trumps-allow.law.test.ts › law 2: deny trumps allow › the order of grants and their repetition change nothing',
      ],
    },
    {
      says: 'A grant names one action or several; `*` is all of them, and meant for full administration.',
      heldBy: [
        'packages/policy/src/parse.test.ts › parseGrants refuses, with a pointer to it › %s that are empty, too many or no list',
        'packages/policy/src/law-12-coverage.law.test.ts › law 12: a child never exceeds its maker › every action has to be covered, and all actions only by all actions',
      ],
    },
    {
      says: 'The actions on content, schema, media, users, tokens, roles, backups, webhooks, updates, the dashboard, the activity and the profile can be granted under the names that are in use.',
      heldBy: ['packages/contract/src/grantable-actions.test.ts › grants name the actions of %s'],
    },
    {
      says: 'A grant names one resource pattern or several, in which `*` stands for anything.',
      heldBy: [
        'packages/policy/src/match.test.ts › matchGlob › it agrees with the plain definition on short patterns and texts',
        'packages/policy/src/parse.test.ts › parseGrants accepts › the pattern %s',
      ],
    },
    {
      says: 'Content is named by collection and entry, schema by type.',
      heldBy: [
        'packages/policy/src/decide.test.ts › a pattern › %s names the homepage: %s',
        'packages/policy/src/decide.test.ts › a pattern › a content type is named by its slug',
      ],
    },
    {
      says: 'Media is named by file or by category, and a category is exact.',
      heldBy: [
        'packages/policy/src/decide.test.ts › a pattern › %s names a logo in Brand: %s',
        'packages/policy/src/decide.test.ts › a pattern › Brand does not cover Brand / Logos, Brand / * does',
      ],
    },
    {
      says: 'Users, tokens, roles and named system resources can be named, too.',
      heldBy: [
        'packages/contract/src/grantable-actions.test.ts › grants name the resource %s',
        'packages/policy/src/decide.test.ts › a pattern › a thing that has no name besides its id is named by the id, wildcards included',
      ],
    },
    {
      says: 'The prefix `workspace:{workspace}:` narrows any pattern to one workspace.',
      heldBy: [
        'packages/policy/src/law-14-canonical.law.test.ts › law 14: canonical text and the plain reference › %s is printed as %s',
        'packages/policy/src/decide.test.ts › a pattern › a prefix reaches nothing that belongs to no space, no prefix reaches it',
        'packages/policy/src/law-12-coverage.law.test.ts › law 12: a child never exceeds its maker › a child reaches no space that its maker does not',
      ],
    },
    {
      says: '`fields` limits which content fields a create or an update may touch, and nothing else.',
      heldBy: [
        'packages/policy/src/law-04-touched.law.test.ts › law 4: what is touched › an allow with fields permits a write exactly when it lists each field',
        'packages/policy/src/law-04-touched.law.test.ts › law 4: what is touched › fields limit creates and updates alone: other actions of the grant are unaffected',
        'packages/server/src/features/entries/rights.test.ts › who may write an entry › a token for two fields of one page changes them and nothing else',
      ],
    },
    {
      says: 'The condition `own` holds for what the caller has created.',
      heldBy: [
        'packages/policy/src/law-05-own.law.test.ts › law 5: own › own holds exactly when the caller created the thing',
        'packages/server/src/features/entries/rights.test.ts › who may write an entry › own holds for what the token has made',
      ],
    },
    {
      says: 'The condition `status` holds in the states that it lists.',
      heldBy: [
        'packages/policy/src/law-06-status.law.test.ts › law 6: status › an update asks both old and new: an allow has to list both, a deny either',
        'packages/server/src/features/entries/rights.test.ts › who may write an entry › a status condition is asked before and after',
      ],
    },
    {
      says: 'The condition `locales` holds in the locales that it lists.',
      heldBy: [
        'packages/policy/src/law-08-locales.law.test.ts › law 8: locales › written fields are covered locale by locale',
        'packages/server/src/features/entries/rights.test.ts › who may write an entry › a translator writes his locale, and is not shown another',
      ],
    },
    {
      says: 'There are no other conditions, and all that are given hold within one grant.',
      heldBy: [
        'packages/policy/src/parse.test.ts › parseGrants refuses, with a pointer to it › conditions: %j',
        'packages/policy/src/law-03-matching.law.test.ts › law 3: matching › own and status are not assembled from two grants',
      ],
    },
    {
      says: 'Trash, backups and their restoring, settings, users and tokens are not on the public API, whatever the grants say.',
      heldBy: [
        'packages/contract/src/operations.test.ts › the operations › keep api tokens from everything that is not on the public token API',
        'packages/tokens/src/kinds.test.ts › operations off the public token API are not found by api tokens and refused by kind to all others',
        'packages/server/src/features/trash/trash.test.ts › the trash › is not on the API of api tokens',
      ],
    },
    {
      says: 'The token is sent as `Authorization: Bearer`.',
      heldBy: [
        'e2e/wire.test.ts › the headers of an answer › say how to authenticate, and why it failed',
        'e2e/secrets.test.ts › a secret › in the wrong place › %s: is refused as misplaced',
      ],
    },
    {
      says: 'A revoked token is refused, and never comes back.',
      heldBy: [
        'packages/server/src/features/tokens/life.test.ts › the life of a token › a revoked token is refused by the next request, and for good',
        'packages/tokens/src/life.test.ts › events › revoked is final: %s is refused',
        'packages/server/src/backups/backup.test.ts › a backup › never brings a token back that has ended since',
      ],
    },
    {
      says: 'The public API has its paths under `/api/v1/workspaces/{workspace}`.',
      heldBy: [
        'e2e/comet.test.ts › CometCMS: the Public API › the same paths stand at the root of the host, and need their workspace',
      ],
    },
  ],
}
