import { content } from '@latchkey/contract/actions'
import type { Reader } from '../../database/database.ts'
import { creatorOf } from '../../lib/creator.ts'
import { tagsBorne } from '../content/borne-tags.ts'
import { readReferenced } from './queries.ts'
import type { Looking } from './writing.ts'

/** Those of some entries that the caller may read, with the slug of their type. What else there is is nobody's business. */
export async function readableEntries(
  { db, space, branch, allows }: Omit<Looking, 'db'> & { readonly db: Reader },
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly type: string }[]> {
  const entries = ids.length === 0 ? [] : await readReferenced(db, space.id, branch.id, [...new Set(ids)])
  return entries.filter(({ id, type, slug, state, ...columns }) =>
    allows({
      action: content.read.name,
      target: {
        area: 'content',
        space,
        type,
        id,
        name: slug,
        creator: creatorOf(columns),
        status: state,
        ...tagsBorne(columns),
      },
    }),
  )
}
