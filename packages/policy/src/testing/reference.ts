import type { Grant, Status } from '../grant.ts'
import type { Request, SpaceName, Target } from '../request.ts'

/** What the laws say, written to be read and not to be fast: nested loops, no index, nothing shared with the engine. */
export interface ReferenceDecision {
  readonly allowed: boolean
  /** The denies that hold, or else for each part the first allow. */
  readonly because: readonly number[]
}

export function referenceDecide(
  grants: readonly Grant[],
  request: Request,
  spaces?: readonly SpaceName[],
): ReferenceDecision {
  const { space } = request.target
  if (spaces !== undefined && !spaces.some(({ id }) => id === space?.id)) return { allowed: false, because: [] }

  const denying = new Set<number>()
  const allowing = new Set<number>()
  let covered = true
  for (const side of sidesOf(request)) {
    for (const part of partsOf(request)) {
      for (const [index, grant] of grants.entries()) {
        if (grant.effect === 'deny' && denies(grant, request, side, part)) denying.add(index)
      }
      const first = grants.findIndex((grant) => grant.effect === 'allow' && allows(grant, request, side, part))
      if (first < 0) covered = false
      else allowing.add(first)
    }
  }
  if (denying.size > 0) return { allowed: false, because: ascending(denying) }
  return covered ? { allowed: true, because: ascending(allowing) } : { allowed: false, because: [] }
}

/** Law 3: everything that the grant asks for holds for all of this part. */
function allows(grant: Grant, request: Request, side: Side, part: Part): boolean {
  const { own, status, locales, tags } = grant.conditions ?? {}
  const states = statesAsked(request)
  const bundles = tagsAsked(request)
  const names = side.movesCategory === null ? side : { id: null, texts: [`media:category:${side.movesCategory}`] }
  return (
    namesAction(grant, request.action) &&
    grant.resources.some((pattern) => matchesThing(pattern, names, request.target.space)) &&
    (own === undefined || request.target.creator === request.principal) &&
    (status === undefined || (states.length > 0 && states.every((state) => status.includes(state)))) &&
    (tags === undefined ||
      (bundles !== 'untold' &&
        bundles.length > 0 &&
        bundles.every((bundle) => bundle.some((tag) => tags.includes(tag))))) &&
    (locales === undefined || part.locales.every((locale) => locales.includes(locale))) &&
    (grant.fields === undefined || !isFieldAction(request) || part.field === null || grant.fields.includes(part.field))
  )
}

/** Law 3: everything that the grant asks for holds for any of this part. */
function denies(grant: Grant, request: Request, side: Side, part: Part): boolean {
  const { own, status, locales, tags } = grant.conditions ?? {}
  const states = statesAsked(request)
  const bundles = tagsAsked(request)
  return (
    namesAction(grant, request.action) &&
    grant.resources.some((pattern) => matchesThing(pattern, side, request.target.space)) &&
    (own === undefined || request.target.creator === request.principal) &&
    (status === undefined || states.some((state) => status.includes(state))) &&
    (tags === undefined ||
      bundles === 'untold' ||
      bundles.some((bundle) => bundle.some((tag) => tags.includes(tag)))) &&
    (locales === undefined || part.locales.some((locale) => locales.includes(locale))) &&
    (grant.fields === undefined ||
      !isFieldAction(request) ||
      (part.field !== null && grant.fields.includes(part.field)))
  )
}

function namesAction(grant: Grant, action: string): boolean {
  return grant.actions.some((named) => named === '*' || named === action)
}

function isFieldAction(request: Request): boolean {
  return request.action === 'content.create' || request.action === 'content.update'
}

/** Law 6. */
function statesAsked(request: Request): readonly Status[] {
  const before = request.target.status
  const after = request.action === 'content.update' ? request.after?.status : undefined
  return [before, after].filter((state) => state !== undefined)
}

/** Law 15: entries and files bear tags; a published entry is read by what its snapshot bears. */
function tagsAsked({ action, target, after }: Request): readonly (readonly string[])[] | 'untold' {
  if (target.area !== 'content' && target.area !== 'media') return []
  const readsSnapshot = action === 'content.read' && target.status === 'published' && target.publishedTags !== undefined
  const before = readsSnapshot ? target.publishedTags : target.tags
  if (before === undefined) return 'untold'
  return [before, after?.tags].filter((tags) => tags !== undefined)
}

interface Part {
  readonly field: string | null
  readonly locales: readonly string[]
}

/** Laws 3 and 8: each touched pair by itself, and the request as such where it touches nothing or names locales. */
function partsOf(request: Request): readonly Part[] {
  const pairs = (request.touches ?? []).map(({ field, locale }) => ({ field, locales: [locale] }))
  const locales = request.locales ?? []
  return pairs.length === 0 || locales.length > 0 ? [...pairs, { field: null, locales }] : pairs
}

interface Side {
  readonly id: string | null
  readonly texts: readonly string[]
  /** Set when a file moves: the category that an allow has to name. */
  readonly movesCategory: string | null
}

/** The thing as it is called before and after; one and the same where nothing changes. */
function sidesOf({ target, after }: Request): readonly Side[] {
  const categoryBefore = target.category ?? null
  const categoryAfter = after?.category === undefined ? categoryBefore : after.category
  const moves = categoryBefore !== categoryAfter
  const nameAfter = after?.name === undefined ? {} : { name: after.name }
  return [sideOf(target, categoryBefore, moves), sideOf({ ...target, ...nameAfter }, categoryAfter, moves)]
}

function sideOf(target: Target, category: string | null, moves: boolean): Side {
  const inMedia = target.area === 'media'
  const stem = target.area === 'content' ? `content:${target.type ?? ''}:` : `${target.area}:`
  const ownName = target.name ?? (target.area === 'schema' ? target.type : undefined)
  const texts = [stem + (ownName ?? target.id ?? '')]
  if (inMedia && category !== null) texts.push(`media:category:${category}`)
  return {
    id: target.id === undefined ? null : stem + target.id,
    texts,
    movesCategory: inMedia && moves ? category : null,
  }
}

function matchesThing(
  pattern: string,
  names: { readonly id: string | null; readonly texts: readonly string[] },
  space: SpaceName | null,
): boolean {
  let body = pattern
  const prefix = /^(?:space|workspace):([^:]*):(.*)$/s.exec(pattern)
  if (prefix !== null) {
    const [, named = '', rest = ''] = prefix
    if (space === null) return false
    if (!globMatches(named, space.id) && !globMatches(named, space.slug)) return false
    body = rest
  }
  return meaningsOf(body).some(
    (meaning) =>
      names.texts.some((text) => globMatches(meaning, text)) ||
      (names.id !== null && speaksOfIds(meaning) && globMatches(meaning, names.id)),
  )
}

/** `content` means `content:*`, `content:pages` means `content:pages:*`, `media` means `media:*`. */
function meaningsOf(body: string): readonly string[] {
  const colons = body.split(':').length - 1
  return colons === 0 || (colons === 1 && body.startsWith('content:')) ? [body, `${body}:*`] : [body]
}

function speaksOfIds(pattern: string): boolean {
  const item = pattern.slice(pattern.lastIndexOf(':') + 1)
  return item === '*' || !item.includes('*')
}

/** `*` stands for any run of characters; everything else for itself. */
export function globMatches(pattern: string, text: string): boolean {
  if (pattern === '') return text === ''
  if (pattern.startsWith('*')) {
    return globMatches(pattern.slice(1), text) || (text !== '' && globMatches(pattern, text.slice(1)))
  }
  return text !== '' && pattern[0] === text[0] && globMatches(pattern.slice(1), text.slice(1))
}

function ascending(indices: ReadonlySet<number>): readonly number[] {
  return [...indices].toSorted((left, right) => left - right)
}
