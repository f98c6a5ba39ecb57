import { createHash } from 'node:crypto'
import { reportGithubLeaks } from '@latchkey/contract/leak-reports/operations'
import { problems } from '@latchkey/contract/problems'
import { implementPublic } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { takeFind } from './take-report.ts'
import { assertSignedByGithub } from './verify-report.ts'

export const publicLeakReportImplementations = [
  implementPublic(reportGithubLeaks, async (context) => {
    const { input, database, services } = context
    if (services.leakKeys === null) throw refuse(problems.notFound)
    await assertSignedByGithub(services.leakKeys, context)
    const feedback = []
    for (const { token, type, url = '', source = '' } of input.body) {
      // Each by itself: of a long report, what is done stays done.
      const isOurs = await database.write((tx) => takeFind(tx, context, token, { source, url }), { urgent: true })
      feedback.push({
        token_hash: createHash('sha256').update(token).digest('hex'),
        token_type: type,
        label: isOurs ? ('true_positive' as const) : ('false_positive' as const),
      })
    }
    return feedback
  }),
]
