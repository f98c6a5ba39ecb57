import { Anchor, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Obstacle } from '../../api/answers.ts'
import { Dialog } from '../../pieces/dialog.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { t } from '../../words/words.ts'

interface ObstaclesDialogProps {
  readonly space: string
  /** Null: closed. */
  readonly obstacles: readonly Obstacle[] | null
  readonly error: unknown
  readonly saving: boolean
  readonly onClose: () => void
  readonly onConfirm: () => void
}

/** What existing values have against a change of a type: which field, why, how many entries. Some of it can be done all the same. */
export function ObstaclesDialog({ space, obstacles, error, saving, onClose, onConfirm }: ObstaclesDialogProps) {
  const confirmable = (obstacles ?? []).every((each) => each.confirmable)
  return (
    <Dialog size="lg" opened={obstacles !== null} onClose={onClose} title={t('types.obstacles.title')}>
      <Stack>
        <Text size="sm">{t(confirmable ? 'types.obstacles.text' : 'types.obstacles.impossible')}</Text>
        {(obstacles ?? []).map((obstacle) => (
          <ObstacleCard key={`${obstacle.field} ${obstacle.reason}`} space={space} obstacle={obstacle} />
        ))}
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('shared.back')}
          </Button>
          {confirmable && (
            <Button color="red" loading={saving} onClick={onConfirm}>
              {t('types.obstacles.confirm')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}

function ObstacleCard({ space, obstacle }: { readonly space: string; readonly obstacle: Obstacle }) {
  const { field, reason, entries, locales, examples } = obstacle
  return (
    <Paper p="sm">
      <Stack gap={4}>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {field}
          </Text>
          <Badge color={obstacle.confirmable ? 'yellow' : 'red'} variant="light">
            {t('types.obstacles.entries', { count: entries })}
          </Badge>
        </Group>
        <Text size="sm">{t(`types.obstacles.${reason}`)}</Text>
        {Object.keys(locales).length > 0 && (
          <Text size="xs" c="dimmed">
            {Object.entries(locales)
              .map(([code, count]) => `${code}: ${count}`)
              .join(' · ')}
          </Text>
        )}
        {examples.length > 0 && (
          <Group gap="sm">
            {examples.slice(0, 5).map((id, index) => (
              <Anchor
                key={id}
                size="xs"
                renderRoot={(props: Record<string, unknown>) => (
                  <Link to="/studio/spaces/$space/content/$entry" params={{ space, entry: id }} {...props} />
                )}
              >
                {t('types.obstacles.example', { number: index + 1 })}
              </Anchor>
            ))}
          </Group>
        )}
      </Stack>
    </Paper>
  )
}
