import type { System } from './rule.ts'

export const weegloo: System = {
  name: 'WEEGLOO',
  readFrom: 'Tokens, updated 2026-07-03',
  rules: [
    {
      says: 'A program reaches content without a login: who holds the text of a token has what the token opens.',
      heldBy: ['e2e/first-door.test.ts › a delivery key for products › reads a published product'],
    },
    {
      says: 'A personal token belongs to the account that made it, a delivery token to one space.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › what a token is tied to › personal: an account',
        'packages/tokens/src/kinds.test.ts › what a token is tied to › all others: one space',
      ],
    },
    {
      says: 'A personal token creates, edits, publishes and deletes wherever its account may, without a login.',
      heldBy: [
        'packages/server/src/features/tokens/personal-reach.test.ts › a personal token › creates, edits, publishes and deletes as its account does, and makes tokens',
      ],
    },
    {
      says: 'A personal token has the rights of its account as they are now.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › what the account loses its tokens lose, and get back with it',
        'packages/tokens/src/kinds.test.ts › what a token is tied to › session and personal tokens follow their owner live',
      ],
    },
    {
      says: 'A personal token takes a name and no choice of permissions.',
      instead:
        'Every personal token says its scope when it is made, because a token that is as strong as a person should be so on purpose. The scope `all` is that token; a front end that asks for a name alone sends `all`.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › a scope is required; spaces are all unless it says otherwise',
        'packages/tokens/src/spaces.test.ts › full user permission › is all, everywhere',
      ],
    },
    {
      says: 'A delivery token works in its space and in no other.',
      heldBy: [
        'e2e/first-door.test.ts › a delivery key for products › refuses another space, the same whether it exists or not',
      ],
    },
    {
      says: 'A delivery token reads published content.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › a delivery token › shows published content only',
        'e2e/first-door.test.ts › a delivery key for products › lists, counts, searches, filters and sorts what is published and nothing else',
      ],
    },
    {
      says: 'A delivery token cannot read a draft.',
      heldBy: [
        'e2e/first-door.test.ts › a delivery key for products › answers a draft exactly as a missing entry',
        'packages/server/src/features/delivery/two-worlds.test.ts › two worlds › no answer tells what is not published, what is edited, or what other environments and spaces hold',
      ],
    },
    {
      says: 'A delivery token changes and deletes nothing, so that a leak of it damages nothing.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › a delivery token › reads content, media and datasources, and never writes',
        'packages/contract/src/operations.test.ts › the operations › let publishable tokens read deliveries and nothing else',
        'e2e/first-door.test.ts › a delivery key for products › refuses %s %s as the wrong kind of token',
      ],
    },
    {
      says: 'A role is bound to a delivery token when it is made, and the token reads what the role lets it read.',
      heldBy: [
        'packages/server/src/features/tokens/create.test.ts › making a token of a space › a role is bound by its name or id, with grants of its own besides',
        'e2e/first-door.test.ts › a delivery key for products › refuses another type with the same bytes whether it exists or not',
        'e2e/first-door.test.ts › a narrowing › of the bound role takes effect with the very next request',
      ],
    },
    {
      says: 'Under a role that reads one type, no other content and nothing about members is seen.',
      heldBy: [
        'packages/server/src/features/delivery/two-worlds.test.ts › two worlds › no answer tells of entries and types that are denied, of unlisted locales, or of an environment of others',
        'e2e/first-door.test.ts › a delivery key for products › refuses %s %s as the wrong kind of token',
      ],
    },
    {
      says: 'The Administrator role is not for delivery tokens.',
      heldBy: [
        'packages/server/src/features/tokens/create.test.ts › making a token of a space › the Administrator role cannot be bound, and the answer says why',
        'packages/tokens/src/kinds.test.ts › what narrows a token › the Administrator role cannot be bound to any token',
      ],
    },
    {
      says: 'The role to bind exists in the space beforehand.',
      heldBy: [
        'packages/server/src/features/tokens/delivery-tokens.test.ts › delivery tokens › take a role of their own space and no other',
      ],
    },
    {
      says: 'The secret is shown as soon as the token is made.',
      heldBy: [
        'packages/server/src/features/tokens/create.test.ts › making a token of a space › answers the record and, this once, the secret',
      ],
    },
    {
      says: 'The secret of a delivery token can be looked at again later.',
      heldBy: [
        'packages/server/src/features/tokens/reveal.test.ts › reading a secret again › answers the token’s text to a session that began a moment ago, and is in the trail',
        'packages/tokens/src/kinds.test.ts › secrets › delivery, preview, asset, release, theme and access tokens can be read again',
      ],
    },
    {
      says: 'The secret of a personal token can be looked at again later.',
      instead:
        'Only where the instance says so (`LATCHKEY_REVEAL`), for tokens made while it does, and by their owner: a copy that can be read again is a copy that can be stolen.',
      heldBy: [
        'packages/server/src/features/tokens/reveal.test.ts › reading a secret again › of a personal token is for its owner, and only where the instance kept a copy',
        'packages/tokens/src/kinds.test.ts › secrets › personal tokens can be read again where the instance says so',
      ],
    },
    {
      says: 'A delivery token may stand in a public page; a personal token never may.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › a delivery token › is the only kind that is safe in a browser',
        'packages/server/src/pipeline/cross-origin.test.ts › a page of another origin › may ask deliveries with a token, after a preflight',
        'packages/server/src/pipeline/cross-origin.test.ts › a page of another origin › is let nowhere else',
      ],
    },
    {
      says: 'A token that is lost or leaked is deleted, another is made and put in its place.',
      heldBy: [
        'packages/server/src/features/tokens/delivery-tokens.test.ts › delivery tokens › are swapped: another is made, put in place, and the old one deleted',
      ],
    },
    {
      says: 'A token has a name, by which it is told from others; a description is optional.',
      heldBy: [
        'packages/server/src/features/tokens/names.test.ts › a token › needs a name, and may have a description, neither of which changes what it opens',
      ],
    },
    {
      says: 'Personal tokens are listed and made in the settings of the account, delivery tokens in those of the space.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › nobody else’s are seen',
        'packages/server/src/features/tokens/list.test.ts › the tokens of a space › a list and its number hold exactly what may be read one by one',
      ],
    },
    {
      says: 'A deleted token opens nothing any more.',
      heldBy: [
        'packages/server/src/features/tokens/life.test.ts › the life of a token › a deleted token is refused, in no list, and leaves a tombstone',
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › pausing, revoking and deleting take effect on the next request',
      ],
    },
    {
      says: 'The screens: lists of tokens with a button, a dialog with the name, one with the role, and the secret, masked, to copy.',
      heldBy: [
        'e2e/studio.test.ts › the studio in a browser${whyNot} › issues a delivery token that reads what is published, and drafts of nobody',
        'e2e/studio.test.ts › the studio in a browser${whyNot} › issues a personal token of exact calls, and one by resource',
        'e2e/studio.test.ts › the studio in a browser${whyNot} › makes a role, binds a token to it, and shows which tokens follow it',
        'e2e/studio.test.ts › the studio in a browser${whyNot} › shows a secret once, and asks before somebody leaves without a copy',
      ],
    },
  ],
}
