import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import type { Plan } from '@latchkey/dialect-kit/plan'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { entryOf, type EntryView } from '../from-result/entry.ts'
import { fileIdsIn, type Reached, referencesIn } from '../from-result/references.ts'
import type { Shapes, Shown } from '../from-result/shapes.ts'
import { listOf, namedLists } from '../to-input/brackets.ts'
import { isYes } from '../to-input/list.ts'

/** More than so many entries or files are not resolved in one answer. */
const resolvedMax = 2000
export const pageMax = 500

/** Where entries and files are read that others refer to. */
export interface Source {
  readonly items: (ids: readonly string[]) => Plan<readonly Shown[]>
  /** As an answer shows them, by id. */
  readonly files: (ids: readonly string[]) => Plan<ReadonlyMap<string, object>>
  readonly publishDetails: EntryView['publishDetails']
}

/** Shows items as entries, with what the request wants to be included, as far as the token may read it. */
export function* showEntries(
  { query, headers }: VendorRequest,
  source: Source,
  items: readonly Shown[],
  shapes: Shapes,
): Plan<object[]> {
  const includes = includedPaths(listOf(query, 'include'))
  const related = yield* follow(source, items, shapes, includes)
  const view = {
    shapes,
    includes,
    items: related,
    files: yield* inPages(fileIdsIn([...items, ...related.values()], shapes), source.files),
    only: namedLists(query, 'only'),
    except: namedLists(query, 'except'),
    publishDetails: source.publishDetails,
    branch: isYes(query, 'include_branch') ? (headers['branch'] ?? 'main') : undefined,
  }
  return items.map((item) => entryOf(item, view))
}

/** `author.company` needs `author`. */
function includedPaths(paths: readonly string[]): ReadonlySet<string> {
  return new Set(
    paths.flatMap((path) => {
      const parts = path.split('.')
      return parts.map((_, index) => parts.slice(0, index + 1).join('.'))
    }),
  )
}

/** What references lead to, step by step: where a path is included, or where only the entry itself says of which type it is. */
function* follow(
  source: Source,
  from: readonly Shown[],
  shapes: Shapes,
  includes: ReadonlySet<string>,
): Plan<ReadonlyMap<string, Shown>> {
  const known = new Map<string, Shown>()
  const asked = new Set<string>()
  let step: readonly Reached[] = from.map((item) => ({ item, path: '' }))
  while (step.length > 0) {
    const references = referencesIn(step, shapes)
    const wanted = references.filter(({ path, typed }) => includes.has(path) || !typed).map(({ id }) => id)
    const unknown = [...new Set(wanted)].filter((id) => !asked.has(id))
    for (const id of unknown) asked.add(id)
    if (asked.size > resolvedMax) throw refuseQuery('include', `More than ${resolvedMax} entries would be included.`)
    for (const item of (yield* inPages(unknown, (ids) => itemsById(source, ids))).values()) known.set(item.id, item)
    step = unique(
      references.flatMap(({ id, path }) => {
        const item = includes.has(path) ? known.get(id) : undefined
        return item === undefined ? [] : [{ item, path }]
      }),
    )
  }
  return known
}

/** Each entry once by each path. */
function unique(reached: readonly Reached[]): readonly Reached[] {
  return [...new Map(reached.map((each) => [`${each.path} ${each.item.id}`, each])).values()]
}

/** Lists of ours answer so many at once. */
function* inPages<Value>(
  ids: readonly string[],
  read: (ids: readonly string[]) => Plan<ReadonlyMap<string, Value>>,
): Plan<ReadonlyMap<string, Value>> {
  if (ids.length > resolvedMax) throw refuseQuery('limit', `More than ${resolvedMax} things would be shown.`)
  const found = new Map<string, Value>()
  for (let from = 0; from < ids.length; from += pageMax) {
    for (const [id, value] of yield* read(ids.slice(from, from + pageMax))) found.set(id, value)
  }
  return found
}

function* itemsById({ items }: Source, ids: readonly string[]): Plan<ReadonlyMap<string, Shown>> {
  return new Map((yield* items(ids)).map((item) => [item.id, item]))
}
