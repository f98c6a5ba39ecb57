import { compile } from '../compile.ts'
import { decide, type Decision } from '../decide.ts'
import type { Conditions, Grant } from '../grant.ts'
import type { Request, Target } from '../request.ts'
import { ids, shop } from './generators.ts'

export const editor = 'account:editor'

/** A draft homepage that somebody else created. */
export const homepage: Target = {
  area: 'content',
  space: shop,
  type: 'pages',
  id: ids[0] ?? '',
  name: 'homepage',
  creator: 'account:somebody',
  status: 'draft',
  tags: ['sale', 'new'],
}

/** A logo in a category. */
export const logo: Target = {
  area: 'media',
  space: shop,
  id: ids[1] ?? '',
  name: 'logo.png',
  category: 'Brand',
  creator: editor,
  tags: ['press'],
}

export function read(target: Target, ...locales: readonly string[]): Request {
  return { action: 'content.read', principal: editor, target, ...(locales.length > 0 && { locales }) }
}

/** An update of fields in English: `update(homepage, 'title', 'price')`. */
export function update(target: Target, ...fields: readonly string[]): Request {
  return {
    action: 'content.update',
    principal: editor,
    target,
    touches: fields.map((field) => ({ field, locale: 'en' })),
  }
}

export function allowing(
  actions: string,
  resources: string,
  more: { fields?: readonly string[]; conditions?: Conditions } = {},
): Grant {
  return { effect: 'allow', actions: actions.split(' '), resources: [resources], ...more }
}

export function denying(
  actions: string,
  resources: string,
  more: { fields?: readonly string[]; conditions?: Conditions } = {},
): Grant {
  return { ...allowing(actions, resources, more), effect: 'deny' }
}

export function ask(grants: readonly Grant[], request: Request): Decision {
  return decide(compile(grants), request)
}

export function isAllowed(grants: readonly Grant[], request: Request): boolean {
  return ask(grants, request).allowed
}
