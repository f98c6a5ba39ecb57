import { operations } from '@latchkey/contract/operations'
import type { Problem } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import { codes, page, table } from './page.ts'

/** The catalogue of problems. */
export function renderProblemsPage(): string {
  const all: readonly Problem[] = Object.values(problems)
  return page('Problems', 'packages/contract/src/problems.ts', [
    'Every answer from 400 on is one of these, as an RFC 9457 document (`application/problem+json`). ' +
      'Its `type` is `/problems/` and the slug, and resolves on every server: `GET /problems/not-found`. ' +
      'What the further members mean: [Management API](../management-api.md#errors).',
    table(
      ['status', 'slug', 'title', 'meaning'],
      all.map(({ status, slug, title, description }) => [`${status}`, `\`${slug}\``, title, description]),
    ),
    '## Answered by some calls only',
    'The others can follow from any call that takes a token, a path, a query or a body.',
    table(
      ['slug', 'calls'],
      all.flatMap((problem) => {
        const ids = operations.filter((each) => each.problems.includes(problem)).map(({ id }) => id)
        return ids.length === 0 ? [] : [[`\`${problem.slug}\``, codes(ids)]]
      }),
    ),
  ])
}
