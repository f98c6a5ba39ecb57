import { Button, Checkbox, Popover, Stack, Text } from '@mantine/core'
import IconColumns from '@tabler/icons-react/icons/IconColumns'
import type { ContentType } from '../../api/answers.ts'
import { t } from '../../words/words.ts'
import { columnsIn, columnsMax, columnsOf, namesOf } from './entry-columns.ts'

interface ColumnChoiceProps {
  readonly type: ContentType | null
  /** As the address says it. */
  readonly named: string | undefined
  readonly onChoose: (named: string | undefined) => void
}

/** Which columns stand beside the title. */
export function ColumnChoice({ type, named, onChoose }: ColumnChoiceProps) {
  const all = columnsOf(type)
  const shown = columnsIn(named, type).map(({ name }) => name)
  return (
    <Popover position="bottom-end" width={260} trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns size={16} aria-hidden />}>
          {t('content.columns.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown mah={420} style={{ overflowY: 'auto' }} aria-label={t('content.columns.title')}>
        <Checkbox.Group
          aria-label={t('content.columns.title')}
          value={shown}
          onChange={(names) =>
            // In their own order, whichever was marked last.
            onChoose(
              namesOf(
                all.filter(({ name }) => names.includes(name)),
                type,
              ),
            )
          }
        >
          <Stack gap={8}>
            {all.map(({ name, label }) => (
              <Checkbox
                key={name}
                value={name}
                label={label}
                disabled={shown.length >= columnsMax && !shown.includes(name)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        {shown.length >= columnsMax && (
          <Text size="xs" c="dimmed" mt="xs" role="status">
            {t('content.columns.max', { max: columnsMax })}
          </Text>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
