import { Button, Group, List, Paper, Progress, Stack, Text } from '@mantine/core'
import { bytesInWords } from '../../pieces/bytes-in-words.ts'
import { t } from '../../words/words.ts'
import type { Upload } from './use-uploads.ts'

interface UploadListProps {
  readonly uploads: readonly Upload[]
  readonly onStop: (key: string) => void
  readonly onClear: () => void
}

/** How far the files are that are being sent; nothing while none is. */
export function UploadList({ uploads, onStop, onClear }: UploadListProps) {
  if (uploads.length === 0) return null
  const under = uploads.filter(({ state }) => state === 'waiting' || state === 'sending').length
  return (
    <Paper p="md" component="section" aria-label={t('assets.upload.title')}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Text size="sm" fw={600} role="status">
            {under > 0
              ? t('assets.upload.under', { count: under })
              : t('assets.upload.over', { count: uploads.filter(({ state }) => state === 'done').length })}
          </Text>
          {under === 0 && (
            <Button size="compact-xs" variant="subtle" onClick={onClear}>
              {t('shared.close')}
            </Button>
          )}
        </Group>
        <List listStyleType="none" spacing="xs">
          {uploads.map((upload) => (
            <List.Item key={upload.key} styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
              <OneUpload upload={upload} onStop={() => onStop(upload.key)} />
            </List.Item>
          ))}
        </List>
      </Stack>
    </Paper>
  )
}

function OneUpload({ upload, onStop }: { readonly upload: Upload; readonly onStop: () => void }) {
  const { name, bytes, state, part, why } = upload
  const under = state === 'waiting' || state === 'sending'
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" truncate>
          {name}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Text size="xs" c={state === 'failed' ? 'var(--studio-danger)' : 'dimmed'}>
            {state === 'sending' ? `${Math.round(part * 100)} %` : t(`assets.upload.${state}`)} · {bytesInWords(bytes)}
          </Text>
          {under && (
            <Button size="compact-xs" variant="subtle" onClick={onStop}>
              {t('assets.upload.stop')}
            </Button>
          )}
        </Group>
      </Group>
      {under && <Progress size="sm" value={part * 100} aria-label={t('assets.upload.of', { name })} />}
      {why !== null && (
        <Text size="sm" c="var(--studio-danger)" role="alert">
          {why}
        </Text>
      )}
    </Stack>
  )
}
