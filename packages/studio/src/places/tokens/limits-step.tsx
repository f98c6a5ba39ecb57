import { Alert, List, Radio, Stack, Text, TextInput } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import { issueAt } from '../../api/problems.ts'
import { useNow } from '../../pieces/use-now.ts'
import { t } from '../../words/words.ts'
import { type Draft, dayText } from './draft.ts'
import { DraftExposure } from './draft-exposure.tsx'
import type { Missing } from './draft-checks.ts'

interface LimitsStepProps {
  readonly draft: Draft
  /** Slug; null on the pages of a person’s own tokens, and of the installation’s. */
  readonly space: string | null
  readonly onChange: (part: Partial<Draft>) => void
  readonly missing: Missing
  readonly warnings: readonly string[]
  readonly error: unknown
}

/** When the token ends, and what is worth a second look. */
export function LimitsStep({ draft, space, onChange, missing, warnings, error }: LimitsStepProps) {
  const now = useNow()
  return (
    <Stack gap="lg">
      <Radio.Group
        label={t('tokens.new.expiry')}
        value={draft.expires ? 'day' : 'never'}
        onChange={(value) => onChange({ expires: value === 'day' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="day" label={t('tokens.new.expiresAt')} description={t('tokens.new.expiresAtHint')} />
          {draft.expires && (
            <TextInput
              ms={32}
              maw={220}
              type="date"
              label={t('tokens.new.expiryDate')}
              min={dayText(new Date(now))}
              value={draft.lastDay}
              error={missing.lastDay ?? issueAt(error, '/expires_at')}
              onChange={(event) => onChange({ lastDay: event.currentTarget.value })}
            />
          )}
          <Radio value="never" label={t('tokens.new.expiresNever')} description={t('tokens.new.expiresNeverHint')} />
        </Stack>
      </Radio.Group>
      {warnings.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('tokens.new.nothing')}
        </Text>
      ) : (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} title={t('tokens.new.warnings')}>
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {space !== null && <DraftExposure draft={draft} space={space} />}
    </Stack>
  )
}
