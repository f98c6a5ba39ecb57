import type { Status } from '../grant.ts'
import type { Request, Target } from '../request.ts'
import { mayBeId } from './overlap.ts'
import type { Body } from './pattern.ts'
import type { Piece } from './piece.ts'
import { bearsTags } from './tags.ts'
import { statusBits } from './rule.ts'

/** Who asks in an example; where a grant wants the thing to be one's own, it is. */
const somebody = 'token:somebody'

const statuses: readonly Status[] = ['draft', 'published', 'protected', 'archived']

/** The most examples that are tried for one piece. */
const triesMax = 200

/**
 * Requests that may well be of the piece, each made up of what its bodies name. They are guesses: whoever asks decides
 * them, and takes the first that shows what it looks for.
 */
export function* guesses(piece: Piece): Generator<Request> {
  const { space, own } = piece
  const tags = [...new Set(piece.tags.flatMap((borne) => [...borne].slice(0, 1)))]
  let tries = 0
  for (const target of thingsOf(piece.bodies, piece.action)) {
    const action = piece.action === '*' ? `${target.area}.read` : piece.action
    const creator = own ? somebody : null
    for (const status of statusesOf(piece, target)) {
      for (const spoken of spokenIn(piece, action)) {
        if (tries++ === triesMax) return
        yield {
          action,
          principal: somebody,
          target: { ...target, space, creator, ...(status && { status }), ...(bearsTags(target.area) && { tags }) },
          ...spoken,
        }
      }
    }
  }
}

function statusesOf({ statuses: bits }: Piece, { area }: Named): readonly (Status | undefined)[] {
  if (area !== 'content') return [undefined]
  return bits === 0 ? ['draft', 'published'] : statuses.filter((status) => (bits & statusBits([status])) !== 0)
}

/** The locales and fields of an example: one that every list names, where some do. */
function spokenIn(
  { fields, locales, through }: Piece,
  action: string,
): readonly Pick<Request, 'locales' | 'touches'>[] {
  const named = [...(locales ?? through.flatMap((rule) => [...(rule.locales ?? [])]))]
  const codes = named.length === 0 ? ['en'] : [...new Set(named)].slice(0, 3)
  const takesTouches = action === 'content.update' || action === 'content.create'
  const touched = fields ?? through.flatMap(({ grant }) => grant.fields ?? [])
  const pairs = takesTouches
    ? [...touched].flatMap((field) => codes.map((locale) => ({ touches: [{ field, locale }] })))
    : []
  return [...pairs.slice(0, 6), ...codes.map((code) => ({ locales: [code] })), {}]
}

type Named = Pick<Target, 'area' | 'type' | 'id' | 'name' | 'category'>

/** Things that the bodies may name together, under one name or under several. */
function* thingsOf(bodies: readonly Body[], action: string): Generator<Named> {
  const parts = bodies.map(({ glob }) => glob.text.split(':'))
  const inAction = action === '*' ? [] : [action.slice(0, action.indexOf('.'))]
  const areas = literals([...inAction, ...parts.map(([area = '*']) => area)])
  for (const area of areas.length === 0 ? ['content'] : areas) {
    const ofArea = parts.filter(([named = '']) => named === area)
    const typed = area === 'content'
    const types = typed ? filled(ofArea.map(([, type = '*']) => type)) : [undefined]
    const categories = ofArea.flatMap(([, second, category]) =>
      area === 'media' && second === 'category' ? [category ?? '*'] : [],
    )
    const items = ofArea.flatMap((segments) =>
      segments[1] === 'category' && area === 'media' ? [] : [segments[typed ? 2 : 1] ?? '*'],
    )
    const names = filled(items.filter((item) => !mayBeId(item)))
    const ids = [...new Set(items.filter(mayBeId)), undefined]
    for (const type of types)
      for (const id of ids)
        for (const name of names)
          for (const category of categories.length === 0 ? [undefined] : filled(categories))
            yield {
              area,
              name,
              ...(type !== undefined && { type }),
              ...(id !== undefined && { id }),
              ...(category !== undefined && { category }),
            }
  }
}

/** Texts that globs may have in common: with something or nothing for each wildcard, and head and tail of two together. */
function filled(globs: readonly string[]): readonly string[] {
  const open = globs.filter((glob) => glob.includes('*'))
  const each = globs.flatMap((glob) => [glob.replaceAll('*', 'x'), glob.replaceAll('*', '')])
  const joined = open.flatMap((left) => open.map((right) => `${left.split('*')[0]}x${right.split('*').at(-1)}`))
  const texts = new Set([...each, ...joined].filter((text) => text !== ''))
  return texts.size === 0 ? ['x'] : [...texts]
}

function literals(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => !text.includes('*') && text !== ''))]
}
