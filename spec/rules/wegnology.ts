import type { System } from './rule.ts'

export const wegnology: System = {
  name: 'WEGnology',
  readFrom: 'User API Tokens, read 2026-11-27',
  rules: [
    {
      says: 'A user token reaches the account, its Sandbox, its organizations and their spaces, as far as its scope goes.',
      heldBy: [
        'packages/server/src/features/tokens/personal-reach.test.ts › a personal token › reaches the account, its Sandbox, its organizations and their spaces',
      ],
    },
    {
      says: 'The list of them shows name, description, who made each (the account or another token) and when it expires.',
      heldBy: [
        'packages/server/src/features/tokens/personal-reach.test.ts › a personal token › is listed with name, description, maker and expiry',
        'packages/server/src/features/tokens/law-12.test.ts › a token never exceeds its maker › and the record of a token made by a token says so',
      ],
    },
    {
      says: 'The name is required and changes nothing about what the token does; a description is optional.',
      heldBy: [
        'packages/server/src/features/tokens/names.test.ts › a token › needs a name, and may have a description, neither of which changes what it opens',
      ],
    },
    {
      says: 'A token never expires unless a moment in the future is given, from which on it is refused.',
      heldBy: [
        'packages/tokens/src/life.test.ts › beginning › expiry is optional',
        'packages/tokens/src/life.test.ts › beginning › an expiry of %d at 1000 is refused',
        'packages/server/src/features/tokens/life.test.ts › the life of a token › an expired token is refused from its very moment on',
      ],
    },
    {
      says: 'The moment of expiry cannot be changed afterwards.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › only name and description can be edited',
        'packages/server/src/features/tokens/life.test.ts › the life of a token › a name can be changed; scope, mode, role, environment, spaces and expiry never',
      ],
    },
    {
      says: 'All permissions: everything that the account may do, tokens included, and whatever is added later.',
      heldBy: [
        'packages/tokens/src/scope.test.ts › a scope opens › all: everything',
        'packages/server/src/features/tokens/personal-reach.test.ts › a personal token › creates, edits, publishes and deletes as its account does, and makes tokens',
        'packages/server/src/features/tokens/growing-catalogue.test.ts › an operation that is added › is gained by all, read and cli, and by no list that somebody ticked',
      ],
    },
    {
      says: 'Read only: every operation that reads, later ones too, and none that modifies.',
      heldBy: [
        'packages/tokens/src/scope.test.ts › a scope opens › read: every operation that reads',
        'packages/contract/src/operations.test.ts › the operations › read with GET alone, or say that they only read',
        'packages/server/src/features/tokens/growing-catalogue.test.ts › an operation that is added › is gained by all, read and cli, and by no list that somebody ticked',
      ],
    },
    {
      says: 'CLI developer: what the command line manages, later operations of its kind too.',
      heldBy: [
        'packages/tokens/src/scope.test.ts › a scope opens › cli: what the command line uses, and never tokens or roles',
        'packages/contract/src/operations.test.ts › the tags › open nothing to the command line that needs a login',
        'packages/server/src/features/tokens/growing-catalogue.test.ts › an operation that is added › is gained by all, read and cli, and by no list that somebody ticked',
      ],
    },
    {
      says: 'Custom: chosen one by one from the list of all API calls, which the server tells.',
      heldBy: [
        'packages/tokens/src/scope.test.ts › a scope opens › custom: the operations listed',
        'packages/server/src/features/service/service.test.ts › the service › shows its API to anyone, as the document and as the catalogue',
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › the scope is enforced, and follows no other operation',
      ],
    },
    {
      says: 'Ticking a resource ticks its calls of today; the token never gains a later one.',
      heldBy: [
        'packages/tokens/src/scope.test.ts › when the catalogue grows › %s',
        'packages/server/src/features/tokens/growing-catalogue.test.ts › an operation that is added › is gained by all, read and cli, and by no list that somebody ticked',
      ],
    },
    {
      says: 'The scope cannot be changed afterwards: for more or for less, another token is made.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › only name and description can be edited',
        'packages/tokens/src/kinds.test.ts › changes › of a %s token can touch %j and nothing else',
      ],
    },
    {
      says: 'The token is shown when it is made and cannot be recovered: the server does not store it.',
      heldBy: [
        'packages/server/src/features/tokens/secrets.test.ts › secrets › are kept as keyed hashes, and sealed only for kinds that are readable again',
        'packages/tokens/src/hash.law.test.ts › a hash never holds the secret',
      ],
    },
    {
      says: 'A token is deactivated for a while and activated again.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › pausing, revoking and deleting take effect on the next request',
        'packages/server/src/features/tokens/life.test.ts › the life of a token › a deactivated token is refused by the next request, and an activated one is not',
      ],
    },
    {
      says: 'A token is deleted for good.',
      heldBy: [
        'packages/server/src/features/tokens/life.test.ts › the life of a token › a deleted token is refused, in no list, and leaves a tombstone',
      ],
    },
    {
      says: 'A token may make others, of which the record says so.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › a token makes others within its own scope, spaces and time alone',
      ],
    },
    {
      says: 'Tokens are used by the client library and by the command line.',
      heldBy: [
        'packages/client/src/client.test.ts › requests › a method fills in the path and sends query, body, version and token',
        'e2e/cli.test.ts › tokens › personal tokens have a scope',
      ],
    },
    {
      says: 'The page lets the secret be copied or downloaded, and closes once “I have copied it” is ticked.',
      heldBy: [
        'e2e/studio.test.ts › the studio in a browser${whyNot} › shows a secret once, and asks before somebody leaves without a copy',
        'packages/studio/src/places/tokens/snippets.test.ts › a file of variables names the server and the token',
      ],
    },
    {
      says: 'The page chooses “Never expires” first, and one year for who wants an end.',
      instead:
        'One year is chosen first for every kind but keys of public pages, which nobody would miss in time; “Never expires” is one click. Without a page a token never expires unless it says so.',
      heldBy: [
        'packages/studio/src/places/tokens/draft-body.test.ts › a key for public pages does not end by itself, every other one does in a year',
      ],
    },
    {
      says: 'On the page a token is paused by a switch in the list or by its status, and deleted from the list or from its own page.',
      heldBy: [
        'e2e/studio.test.ts › the studio in a browser${whyNot} › pauses, resumes, rotates, revokes and deletes: the next call knows',
      ],
    },
  ],
}
