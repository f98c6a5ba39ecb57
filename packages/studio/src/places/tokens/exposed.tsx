import { Alert, List, Skeleton, Text } from '@mantine/core'
import IconEye from '@tabler/icons-react/icons/IconEye'
import type { Exposure } from '../../api/answers.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { t } from '../../words/words.ts'
import { exposureInWords } from './exposure-in-words.ts'

interface ExposedProps {
  readonly exposure: Exposure | undefined
  readonly error: unknown
  /** It may sit in public pages: “anyone” is meant as it stands. */
  readonly publishable: boolean
}

/** What whoever has a key can read with it, counted now. */
export function Exposed({ exposure, error, publishable }: ExposedProps) {
  if (error !== null && error !== undefined) return <ProblemAlert error={error} />
  if (exposure === undefined) return <Skeleton height={72} role="status" aria-label={t('shared.loading')} />
  const { sentence, types, notes } = exposureInWords(exposure)
  return (
    <Alert
      color={publishable ? 'yellow' : 'key'}
      variant="light"
      icon={<IconEye />}
      title={t(publishable ? 'tokens.exposure.anyone' : 'tokens.exposure.holder')}
    >
      <Text size="sm" fw={600}>
        {sentence}
      </Text>
      {types.length > 0 && (
        <List size="sm">
          {types.map((each) => (
            <List.Item key={each}>{each}</List.Item>
          ))}
        </List>
      )}
      {notes.map((note) => (
        <Text key={note} size="sm">
          {note}
        </Text>
      ))}
    </Alert>
  )
}
