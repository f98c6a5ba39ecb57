import { Type } from 'typebox'
import { organizations } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation, publicOperation } from '../operation.ts'
import { problems } from '../problems.ts'
import { nullable, oneOf, page, Segment, strict, Timestamp, Version } from '../schema.ts'
import { Email, SignedIn } from '../session/operations.ts'
import { inInstallation } from '../target.ts'

const target = ({ params }: { params: { organization: string } }) =>
  inInstallation('organizations', params.organization)
const of = {
  params: { organization: Segment },
  query: {},
  surface: 'management',
  path: '/organizations/{organization}/sso',
  callers: accountKinds,
  target,
} as const

const ClaimName = Type.String({ minLength: 1, maxLength: 100, description: 'Name of a claim.' })
const Issuer = Type.String({ minLength: 8, maxLength: 500, description: 'URL of the provider, as it names itself.' })
const Scope = Type.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}$' })

/** Which claims of the provider say who somebody is. */
export const Claims = strict({ email: ClaimName, email_verified: ClaimName, name: ClaimName })

const settings = {
  issuer: Issuer,
  client_id: Type.String({ minLength: 1, maxLength: 500 }),
  scopes: Type.Array(Scope, { maxItems: 20 }),
  claims: Claims,
  provisioning: oneOf(['off', 'member'], {
    description: 'Whether somebody of its domains who signs in for the first time becomes a member.',
  }),
  required: Type.Boolean({
    description: 'No password opens the spaces of the organization any more, but the owner’s.',
  }),
}

export const Connection = strict({
  ...settings,
  client_secret_set: Type.Boolean(),
  redirect_uri: nullable(Type.String({ description: 'To be registered at the provider; null without a public URL.' })),
  version: Version,
  updated_at: Timestamp,
})

export const showConnection = operation({
  ...of,
  id: 'sso.show',
  summary: 'Show how an organization’s people sign in at their own provider',
  method: 'GET',
  body: null,
  result: Connection,
  action: organizations['sso.manage'],
  access: 'read',
  versioned: true,
  problems: [],
})

export const putConnection = operation({
  ...of,
  id: 'sso.set',
  summary: 'Say at which OpenID Connect provider an organization’s people sign in, and whether they have to',
  method: 'PUT',
  callers: ['session'],
  body: strict({
    issuer: settings.issuer,
    client_id: settings.client_id,
    client_secret: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description: 'Never shown again. Without it the one that is there stays, for the same issuer and client only.',
      }),
    ),
    scopes: Type.Optional(settings.scopes),
    claims: Type.Optional(Type.Partial(Claims, { additionalProperties: false })),
    provisioning: Type.Optional(settings.provisioning),
    required: Type.Optional(settings.required),
  }),
  result: Connection,
  action: organizations['sso.manage'],
  access: 'write',
  problems: [problems.conflict],
})

export const removeConnection = operation({
  ...of,
  id: 'sso.remove',
  summary: 'End single sign-on; what was proven by it ends at once',
  method: 'DELETE',
  callers: ['session'],
  body: null,
  result: null,
  action: organizations['sso.manage'],
  access: 'write',
  problems: [],
})

export const removeIdentity = operation({
  ...of,
  id: 'sso-identities.remove',
  summary: 'Remove somebody from single sign-on: his sessions and personal tokens proven by it end at once',
  method: 'DELETE',
  path: '/organizations/{organization}/members/{person}/sso',
  params: { organization: Segment, person: Type.String({ minLength: 1, maxLength: 64 }) },
  body: null,
  result: null,
  action: organizations['members.manage'],
  access: 'write',
  problems: [],
})

const DomainName = Type.String({
  pattern: '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$',
  maxLength: 253,
  description: 'A domain of e-mail addresses, in lower case: `example.com`.',
})

export const Domain = strict({ domain: Type.String(), confirmed: Type.Boolean(), created_at: Timestamp })

const domains = { ...of, path: '/organizations/{organization}/domains' } as const
const domain = {
  ...of,
  path: '/organizations/{organization}/domains/{domain}',
  params: { organization: Segment, domain: Segment },
} as const

export const listDomains = operation({
  ...domains,
  id: 'organization-domains.list',
  summary: 'List the domains whose addresses an organization’s provider may vouch for',
  method: 'GET',
  body: null,
  result: page(Domain),
  action: organizations['sso.manage'],
  access: 'read',
  problems: [],
})

export const claimDomain = operation({
  ...domains,
  id: 'organization-domains.claim',
  summary: 'Claim a domain; it counts once who administers the installation has confirmed it',
  method: 'POST',
  body: strict({ domain: DomainName }),
  result: Domain,
  status: 201,
  action: organizations['sso.manage'],
  access: 'write',
  idempotent: true,
  problems: [problems.conflict, problems.idempotencyConflict],
})

export const confirmDomain = operation({
  ...domain,
  id: 'organization-domains.confirm',
  summary: 'Confirm that a domain is an organization’s; one organization has it at a time',
  method: 'POST',
  path: '/organizations/{organization}/domains/{domain}/confirm',
  callers: ['session'],
  body: null,
  result: Domain,
  action: organizations['domains.confirm'],
  access: 'write',
  problems: [problems.conflict],
})

export const releaseDomain = operation({
  ...domain,
  id: 'organization-domains.release',
  summary: 'Give a domain up; nobody signs in with its addresses any more',
  method: 'DELETE',
  body: null,
  result: null,
  action: organizations['sso.manage'],
  access: 'write',
  problems: [],
})

const signIn = { params: {}, query: {}, surface: 'management', method: 'POST' } as const

export const beginSingleSignOn = publicOperation({
  ...signIn,
  id: 'single-sign-on.begin',
  summary: 'Begin to sign in at an organization’s provider; for the studio’s own pages',
  path: '/sso/begin',
  body: strict({
    organization: Type.Optional(Segment),
    email: Type.Optional(Email),
  }),
  result: strict({
    authorization_url: Type.String({ description: 'Where the browser goes now.' }),
    binding: Type.String({
      description: 'Kept by the browser until it comes back; it ends the sign-in together with `state`.',
    }),
  }),
  access: 'write',
  problems: [problems.notFound, problems.conflict, problems.crossOrigin, problems.badGateway, problems.tooManyRequests],
})

export const finishSingleSignOn = publicOperation({
  ...signIn,
  id: 'single-sign-on.finish',
  summary: 'Finish a sign-in with what the provider has sent back; the session goes into the studio’s cookie',
  path: '/sso/finish',
  body: strict({
    binding: Type.String({ maxLength: 100 }),
    answer: Type.String({
      maxLength: 8000,
      description: 'The query that the provider has sent the browser back with.',
    }),
  }),
  result: SignedIn,
  status: 201,
  access: 'write',
  problems: [problems.signInRefused, problems.crossOrigin, problems.badGateway, problems.tooManyRequests],
})
