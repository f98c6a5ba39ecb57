import type { VendorRoute } from '@latchkey/dialect-kit/dialect'
import { problems } from '@latchkey/contract/problems'
import type { FastifyRequest } from 'fastify'
import type { Database } from '../database/database.ts'
import { ownSpace, type SpaceSegment } from './authenticate.ts'
import { refuse } from './refusal.ts'
import { headerOf } from './request-facts.ts'

/** An id that no space has: what names none is asked about like one that is not there. */
const noSpace = '00000000-0000-0000-0000-000000000000'

/** The space that a request of a vendor is about, as a path of our own would name it. */
export function spaceSegmentOf(
  database: Database,
  { space }: VendorRoute,
  params: Readonly<Record<string, string>>,
  request: FastifyRequest,
): SpaceSegment | Promise<SpaceSegment> {
  if (space === 'none') return null
  if (space === 'own') return ownSpace
  const name = space.read(space.in === 'path' ? (params[space.parameter] ?? '') : namedIn(request, space.header))
  return typeof name === 'number' ? idOf(database, name) : (name ?? noSpace)
}

function namedIn(request: FastifyRequest, header: string): string {
  const name = headerOf(request, header)
  // One that is empty would name what no space is named by: nothing at all.
  if (name === null || name === '')
    throw refuse(problems.malformedRequest, undefined, { errors: [{ parameter: header, detail: 'This is required.' }] })
  return name
}

/** Asked every time, so that a space that is there takes as long as one that is not. */
async function idOf(database: Database, serial: number): Promise<string> {
  const row = await database.read((db) =>
    db.selectFrom('spaces').select('id').where('serial', '=', serial).executeTakeFirst(),
  )
  return row?.id ?? noSpace
}
