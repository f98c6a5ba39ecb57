import { Group, Kbd, Text, UnstyledButton } from '@mantine/core'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { t } from '../words/words.ts'
import { openPalette } from './open-palette.ts'
import classes from './palette-button.module.css'

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Opens the command palette, and says which keys do. */
export function PaletteButton() {
  return (
    <UnstyledButton className={classes['button'] ?? ''} onClick={openPalette}>
      <Group gap="xs" wrap="nowrap">
        <IconSearch size={16} aria-hidden />
        <Text size="sm" c="dimmed" flex={1}>
          {t('shell.search')}
        </Text>
        <Kbd size="xs">{isApple ? '⌘ K' : 'Ctrl K'}</Kbd>
      </Group>
    </UnstyledButton>
  )
}
