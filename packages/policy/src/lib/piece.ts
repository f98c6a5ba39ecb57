import { rulesFor, withinBound, type Policy } from '../compile.ts'
import type { SpaceName } from '../request.ts'
import { bodiesMeet, bodyWithin } from './overlap.ts'
import { takesFields } from './part.ts'
import { reachesSpace, type Body } from './pattern.ts'
import { statusBits, type Rule } from './rule.ts'

/**
 * Requests of one sort, as far as the allows of some layers let them through: of which one side is named by all of the
 * bodies, and one part is in one of the locales and touches one of the fields.
 */
export interface Piece {
  /** `*` stands for any. */
  readonly action: string
  readonly space: SpaceName
  readonly bodies: readonly Body[]
  readonly own: boolean
  /** Bits, of which the thing has one at least; 0 for any status and none. */
  readonly statuses: number
  /** Null for any, and for none. */
  readonly locales: ReadonlySet<string> | null
  /** Of each list, the thing bears a tag at least: before the request or after it. */
  readonly tags: readonly ReadonlySet<string>[]
  /** Null for any, and for the request as such. */
  readonly fields: ReadonlySet<string> | null
  /** The allows that let it through, one of each layer so far. */
  readonly through: readonly Rule[]
}

/** What a rule reaches in some spaces, cut as small as its words allow, so that each part is decided by itself. */
export function* piecesOf(rule: Rule, spaces: readonly SpaceName[]): Generator<Piece> {
  const { grant, patterns, own } = rule
  const bits = grant.conditions?.status?.map((status) => statusBits([status])) ?? [0]
  const locales = grant.conditions?.locales?.map((locale) => new Set([locale])) ?? [null]
  const tags = grant.conditions?.tags?.map((tag) => [new Set([tag])]) ?? [[]]
  const fields = grant.fields?.map((field) => new Set([field])) ?? [null]
  for (const action of grant.actions)
    for (const space of spaces)
      for (const pattern of patterns.filter((each) => reachesSpace(each, space)))
        for (const body of pattern.bodies)
          for (const statuses of bits)
            for (const locale of locales)
              for (const tagged of tags)
                for (const field of fields)
                  yield {
                    action,
                    space,
                    bodies: [body],
                    own,
                    statuses,
                    locales: locale,
                    tags: tagged,
                    fields: field,
                    through: [],
                  }
}

/** What of a piece the allows of one more list let through and no deny there stops. Certain when it leaves something out. */
export function* passing(policy: Policy, piece: Piece): Generator<Piece> {
  if (!withinBound(policy, piece.space) || isStopped(policy, piece)) return
  const rules = piece.action === '*' ? policy.rules : rulesFor(policy, piece.action).allows.rules
  for (const rule of rules) {
    if (rule.grant.effect === 'deny') continue
    for (const narrowed of narrowedBy(rule, piece)) if (!isStopped(policy, narrowed)) yield narrowed
  }
}

function isStopped(policy: Policy, piece: Piece): boolean {
  return rulesFor(policy, piece.action).denies.rules.some((deny) => stops(deny, piece))
}

/** Whether the deny holds for every request of the piece. */
function stops({ own, statuses, locales, tags, grant, patterns }: Rule, piece: Piece): boolean {
  return (
    (!own || piece.own) &&
    (statuses === 0 || (piece.statuses !== 0 && (piece.statuses & ~statuses) === 0)) &&
    (locales === null || isWithin(piece.locales, locales)) &&
    (tags === null || piece.tags.some((borne) => isWithin(borne, tags))) &&
    (grant.fields === undefined || isWithin(piece.fields, new Set(grant.fields))) &&
    patterns.some(
      (pattern) =>
        reachesSpace(pattern, piece.space) &&
        pattern.bodies.some((outer) => piece.bodies.some((inner) => bodyWithin(inner, outer))),
    )
  )
}

/** The part of the piece that the allow may let through: one for each way in which it can name the thing. */
function* narrowedBy(rule: Rule, piece: Piece): Generator<Piece> {
  const { grant, patterns } = rule
  const statuses =
    rule.statuses === 0 || piece.statuses === 0 ? rule.statuses | piece.statuses : rule.statuses & piece.statuses
  const locales = common(piece.locales, rule.locales)
  if ((statuses === 0 && rule.statuses !== 0) || locales?.size === 0) return
  const narrowed = {
    ...piece,
    own: piece.own || rule.own,
    statuses,
    locales,
    tags: rule.tags === null ? piece.tags : [...piece.tags, rule.tags],
    through: [...piece.through, rule],
  }
  for (const action of piece.action === '*' ? grant.actions : [piece.action]) {
    const named = takesFields(action) && grant.fields !== undefined ? new Set(grant.fields) : null
    const fields = common(piece.fields, named)
    if (fields?.size === 0) continue
    for (const pattern of patterns.filter((each) => reachesSpace(each, piece.space)))
      for (const body of pattern.bodies)
        if (piece.bodies.every((other) => bodiesMeet(body, other)))
          yield { ...narrowed, action, fields, bodies: [...piece.bodies, body] }
  }
}

/** What is in both. Where nothing in particular is asked for, a list of an allow asks for nothing either: it holds for none, too. */
function common(asked: ReadonlySet<string> | null, listed: ReadonlySet<string> | null): ReadonlySet<string> | null {
  return asked === null || listed === null ? asked : new Set([...asked].filter((name) => listed.has(name)))
}

function isWithin(asked: ReadonlySet<string> | null, listed: ReadonlySet<string>): boolean {
  return asked !== null && [...asked].every((name) => listed.has(name))
}
