import type { System } from './rule.ts'

export const storyblok: System = {
  name: 'Storyblok',
  readFrom: 'Access Tokens, read 2026-11-27',
  rules: [
    {
      says: 'The tokens of the delivery API read content and files of one space, and write nothing.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › what a token is tied to › all others: one space',
        'packages/server/src/features/tokens/reading-kinds.test.ts › reading kinds › %s: writes nothing',
      ],
    },
    {
      says: 'They are listed and made in the settings of the space.',
      heldBy: [
        'packages/server/src/features/tokens/list.test.ts › the tokens of a space › are listed from the newest on, page by page, with their number when asked for',
        'packages/server/src/features/tokens/makers.test.ts › who may make which kind › delivery, preview and api: owner, Administrator, Developer, and a role of its own with tokens.create',
      ],
    },
    {
      says: 'A public token reads what is published.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › a delivery token › never sees draft, protected or archived content',
        'e2e/first-door.test.ts › a delivery key for products › answers a draft exactly as a missing entry',
      ],
    },
    {
      says: 'A preview token reads drafts besides.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › the other readers › a preview token reads the same and drafts, what is protected like a draft, and releases',
        'packages/server/src/features/delivery/delivery.test.ts › delivery › shows drafts to kinds that may have them, and protected ones to previews',
      ],
    },
    {
      says: 'An asset token opens private files.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › the other readers › an asset token reads media and nothing else',
        'packages/server/src/features/delivery-assets/delivery-assets.test.ts › delivered assets › private bytes are for asset tokens, which list nothing',
      ],
    },
    {
      says: 'A release token reads content as it will be in its releases, whether or not they are published.',
      heldBy: [
        'packages/server/src/features/releases/release-tokens.test.ts › a release token › reads as of its release, before and after it is published, and writes nothing',
        'packages/server/src/features/releases/release-tokens.test.ts › a release token › of several releases says which; any other is as unknown as none, and so is another environment',
      ],
    },
    {
      says: 'A theme token is for a rendering service of old, and deprecated.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › the other readers › a theme token opens nothing of the platform, is accepted, and warned about',
        'packages/server/src/features/tokens/theme.test.ts › a theme token › is made like a delivery token, and warned about as deprecated whenever it is shown',
      ],
    },
    {
      says: 'A token may say for how long a cache keeps what it is answered.',
      heldBy: [
        'packages/tokens/src/kinds.test.ts › a delivery token › is the only kind that may let shared caches keep its answers',
      ],
    },
    {
      says: 'A request for drafts by a token that is for published content gets none.',
      heldBy: ['packages/server/src/features/delivery/delivery.test.ts › delivery › refuses %s as %s'],
    },
    {
      says: 'The token of a delivery is a parameter of the URL, and the version is `published` or `draft`.',
      heldBy: [
        'e2e/storyblok-delivery.test.ts › Storyblok: delivery by the published clients › the example of the vendor’s page runs as it is written',
        'e2e/storyblok-delivery.test.ts › Storyblok: delivery by the published clients › the wire › the log holds no token',
      ],
    },
    {
      says: 'A personal token belongs to an account and reads and writes on the management API as far as it is set to.',
      heldBy: [
        'packages/server/src/features/tokens/personal-reach.test.ts › a personal token › creates, edits, publishes and deletes as its account does, and makes tokens',
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › the scope is enforced, and follows no other operation',
      ],
    },
    {
      says: 'A leaked personal token is revoked at once and replaced.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › pausing, revoking and deleting take effect on the next request',
        'packages/server/src/features/tokens/rotate.test.ts › rotating a token › with a grace of nothing ends the old secret by the next request',
      ],
    },
    {
      says: 'Unless it says otherwise, a personal token works in the spaces that its account owns.',
      instead:
        'Unless it says otherwise it works in all spaces of its account, as the other systems have it; `owned` is one of the three answers, and a front end that means it sends it.',
      heldBy: [
        'packages/tokens/src/spaces.test.ts › spaces › owned: the spaces that the account owns now',
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › a scope is required; spaces are all unless it says otherwise',
      ],
    },
    {
      says: 'A personal token may name the spaces that it works in.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › a token restricted to spaces works in them and nowhere else',
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › spaces are those that the account is in',
      ],
    },
    {
      says: 'Scopes are set resource by resource, to read or to write; some resources can only be read.',
      heldBy: [
        'packages/tokens/src/scope.test.ts › a scope opens › resources: up to the level, write implying read',
        'packages/tokens/src/scope-issues.test.ts › a scope is refused › with %s for a resource that is read only',
      ],
    },
    {
      says: 'At least one scope is selected.',
      heldBy: ['packages/tokens/src/scope-issues.test.ts › a scope is refused › with no resource'],
    },
    {
      says: 'All scopes can be selected at once, to read and to write.',
      heldBy: [
        'packages/server/src/features/tokens/personal-reach.test.ts › a personal token › with every resource at its highest level may call what takes no more than that',
      ],
    },
    {
      says: 'The fourteen scopes have their names: stories, components, collaborators and so on.',
      belongsTo: 'dialect',
      because: 'Each is a row over native resources and their levels.',
    },
    {
      says: 'A personal token may have an end, which is given when it is made.',
      heldBy: [
        'packages/tokens/src/life.test.ts › beginning › expiry is optional',
        'packages/server/src/features/tokens/life.test.ts › the life of a token › an expired token is refused from its very moment on',
      ],
    },
    {
      says: 'Its secret is shown once.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › a repeated request with the same key answers the record and not the secret',
        'packages/server/src/features/tokens/secrets.test.ts › secrets › are in one answer, and in no row, log line or other answer',
      ],
    },
    {
      says: 'Spaces and scopes of a token can be looked at and never changed.',
      heldBy: [
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › only name and description can be edited',
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › every form of scope is answered as it was asked for',
      ],
    },
    {
      says: 'Full permission is everything that the account may, in every eligible space, with every scope; it excludes narrower choices.',
      heldBy: [
        'packages/tokens/src/spaces.test.ts › full user permission › is all, everywhere',
        'packages/tokens/src/spaces.test.ts › full user permission › is nothing less',
        'packages/server/src/features/tokens/personal.test.ts › personal tokens › what the account loses its tokens lose, and get back with it',
      ],
    },
  ],
}
