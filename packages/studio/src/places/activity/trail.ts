import type { Page } from '@latchkey/client/operations'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ActivityRecord } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { pageSize } from '../../api/content-queries.ts'
import { type Filter, queryOf } from './filter.ts'
import { readTrail } from './read-trail.ts'

/** A page of the trail of a space, or of the installation for null, from the record behind a cursor on. */
export const trailQuery = (space: string | null, filter: Filter, after: string | null) =>
  queryOptions({
    queryKey: [...(space === null ? ['installation'] : ['spaces', space]), 'activity', filter, after],
    queryFn: () => readTrail((part) => readPart(space, { ...queryOf(filter), ...part }), { after, size: pageSize }),
    placeholderData: keepPreviousData,
  })

/** Records of the trail, one by one, all that the filter lets through. */
export function everyRecord(space: string | null, filter: Filter): AsyncIterable<ActivityRecord> {
  const query = { ...queryOf(filter), limit: 200 }
  return space === null
    ? api.items('activity.list-installation', { query })
    : api.items('activity.list', { params: { space }, query })
}

type PartQuery = NonNullable<Parameters<typeof api.activity.listInstallation>[0]>['query']

function readPart(space: string | null, query: PartQuery): Promise<Page<ActivityRecord>> {
  return space === null ? api.activity.listInstallation({ query }) : api.activity.list({ space }, { query })
}
