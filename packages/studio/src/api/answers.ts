import type { ItemOf, Request, Result } from '@latchkey/client/operations'

// What the API answers, under the names that the studio speaks of.
export type Account = Result<'account.show'>
export type Space = ItemOf<'spaces.list'>
export type Token = ItemOf<'tokens.list'>
export type IssuedToken = Result<'tokens.create'>
export type Role = ItemOf<'roles.list'>
export type Session = ItemOf<'account-sessions.list'>
export type Catalogue = Result<'service.catalogue'>
export type Explanation = Result<'tokens.explain'>

export type NewSpaceToken = NonNullable<Request<'tokens.create'>['body']>
export type NewPersonalToken = NonNullable<Request<'account-tokens.create'>['body']>
export type Question = NonNullable<Request<'tokens.explain'>['body']>
