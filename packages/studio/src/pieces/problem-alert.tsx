import { LatchkeyProblem } from '@latchkey/client/problem'
import { Alert, Code, List, Text } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import { problemInWords } from '../api/problems.ts'
import { t } from '../words/words.ts'

interface ProblemAlertProps {
  readonly error: unknown
  /** Pointers of fields that say what is wrong with them themselves. */
  readonly except?: readonly string[]
}

/** Why something did not work, and what would make it work; nothing where there is no error. */
export function ProblemAlert({ error, except = [] }: ProblemAlertProps) {
  if (error === null || error === undefined) return null
  const problem = error instanceof LatchkeyProblem ? error : null
  const issues = (problem?.errors ?? []).filter(
    ({ pointer = '' }) => !except.some((each) => pointer === each || pointer.startsWith(`${each}/`)),
  )
  const fails = problem !== null && problem.status >= 500 && problem.requestId !== null
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
      <Text size="sm" fw={600}>
        {problemInWords(error)}
      </Text>
      {issues.length > 0 && (
        <List size="sm">
          {issues.map(({ pointer, parameter, detail }) => (
            <List.Item key={`${pointer} ${parameter} ${detail}`}>
              {pointer !== undefined && pointer !== '' && <Code>{pointer}</Code>} {detail}
            </List.Item>
          ))}
        </List>
      )}
      {problem?.missing_grant !== undefined && (
        <>
          <Text size="sm">{t('shared.problem.missing')}</Text>
          <Code block>{JSON.stringify(problem.missing_grant, null, 2)}</Code>
        </>
      )}
      {fails && <Text size="sm">{t('shared.problem.request', { id: problem.requestId })}</Text>}
    </Alert>
  )
}
