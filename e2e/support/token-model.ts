// A plain model of who may what with tokens: rights are sets of small facts, and nothing is clever.

export const spaces = ['shop', 'garden'] as const
export const types = ['pages', 'posts'] as const
export const environments = ['production', 'staging'] as const
export type Space = (typeof spaces)[number]
export type Environment = (typeof environments)[number]

/** What one grant allows in a space: `content.read pages`. */
export const facts = types.flatMap((type) => ['read', 'update'].map((verb) => `content.${verb} ${type}`))
export type Facts = readonly string[]

/** What there is live in an environment. */
export const live: Readonly<Record<Environment, readonly string[]>> = {
  production: ['pages', 'posts'],
  staging: ['pages'],
}

/** A role whose grants are changed under those who have it. */
export interface Role {
  readonly id: string
  readonly space: Space
  facts: Facts
}

/** Somebody with a session; a role in each space that he is in. */
export interface Person {
  readonly name: string
  readonly session: string
  readonly roles: Readonly<Partial<Record<Space, Role>>>
}

export type Scope = 'all' | 'read' | 'making'

export interface Token {
  readonly kind: 'personal' | 'api' | 'delivery'
  readonly id: string
  /** The account that a personal token acts for. */
  readonly person: Person
  readonly spaces: readonly Space[] | 'all'
  readonly scope: Scope | null
  readonly role: Role | null
  readonly environment: Environment | null
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null
  facts: Facts | null
  secret: string
  /** Secrets that have ended. */
  readonly retired: string[]
  state: 'active' | 'inactive' | 'revoked'
}

/** Who makes something: a person at the keyboard, or by a personal token. */
export type Maker = { readonly person: Person; readonly token: Token | null }

export interface Model {
  now: number
  readonly people: readonly Person[]
  /** Roles that tokens are bound to. */
  readonly roles: readonly Role[]
  readonly tokens: Token[]
}

export function isUsable({ now }: Model, { state, expiresAt }: Token): boolean {
  return state === 'active' && (expiresAt === null || now < expiresAt)
}

/** What a maker may in a space now; nothing where he is not. */
export function rightsOf(model: Model, { person, token }: Maker, space: Space): Facts {
  const role = person.roles[space]
  if (role === undefined) return []
  if (token === null) return role.facts
  if (!isUsable(model, token) || !reaches(token, space)) return []
  if (token.scope === 'all') return role.facts
  return token.scope === 'read' ? role.facts.filter((fact) => fact.startsWith('content.read')) : []
}

/** Whether a token may do something in a space and, where it names one, an environment. */
export function mayUse(model: Model, token: Token, space: Space, fact: string): boolean {
  if (!isUsable(model, token) || !reaches(token, space)) return false
  if (token.kind === 'personal') return rightsOf(model, { person: token.person, token }, space).includes(fact)
  return (token.facts ?? token.role?.facts ?? []).includes(fact)
}

export function reaches(token: Token, space: Space): boolean {
  return token.spaces === 'all' || token.spaces.includes(space)
}

/** A session is the account itself, which goes on; a token makes nothing that lasts longer. */
export function mayLast({ token }: Maker, expiresAt: number | null): boolean {
  const end = token?.expiresAt ?? null
  return end === null || (expiresAt !== null && expiresAt <= end)
}

/** Whether a maker may make a token of spaces with these facts in each. */
export function mayMake(
  model: Model,
  maker: Maker,
  child: { spaces: readonly Space[]; facts: Facts; expiresAt: number | null },
) {
  const { token, person } = maker
  if (token !== null && (!isUsable(model, token) || token.scope === 'read')) return false
  const isIn = child.spaces.every(
    (space) => person.roles[space] !== undefined && (token === null || reaches(token, space)),
  )
  const covers = child.spaces.every((space) => isWithin(child.facts, rightsOf(model, maker, space)))
  return isIn && covers && mayLast(maker, child.expiresAt)
}

/** Whether a maker may make a personal token: his own, with no more scope, spaces and time than what he makes it by. */
export function mayMakePersonal(
  model: Model,
  maker: Maker,
  child: { spaces: readonly Space[] | 'all'; scope: Scope; expiresAt: number | null },
): boolean {
  const { token, person } = maker
  if (child.spaces !== 'all' && child.spaces.some((space) => person.roles[space] === undefined)) return false
  if (token === null) return true
  // It names no space, which is beyond a token that is restricted to some.
  if (!isUsable(model, token) || token.spaces !== 'all' || token.scope === 'read') return false
  return (token.scope === 'all' || child.scope === 'making') && mayLast(maker, child.expiresAt)
}

export function isWithin(some: Facts, all: Facts): boolean {
  return some.every((fact) => all.includes(fact))
}
