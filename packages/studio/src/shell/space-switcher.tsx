import { Avatar, Group, Menu, Stack, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconSelector from '@tabler/icons-react/icons/IconSelector'
import { Link } from '@tanstack/react-router'
import { t } from '../words/words.ts'
import classes from './space-switcher.module.css'
import { useSpace } from './use-space.ts'

/** Which space is worked in, and the way to another one. */
export function SpaceSwitcher() {
  const { spaces, space } = useSpace()
  if (spaces.length === 0) return null
  return (
    <Menu width="target" position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes['button'] ?? ''}>
          <VisuallyHidden>{t('shell.switchSpace')}: </VisuallyHidden>
          <Group gap="sm" wrap="nowrap">
            <Avatar size={32} radius="md" color="key" variant="filled" aria-hidden>
              {(space?.name ?? '?').slice(0, 1).toUpperCase()}
            </Avatar>
            <Stack gap={0} miw={0} flex={1}>
              <Text size="sm" fw={600} truncate>
                {space?.name ?? t('shell.noSpace')}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {space?.slug}
              </Text>
            </Stack>
            <IconSelector size={16} aria-hidden />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={360} className={classes['list'] ?? ''}>
        <Menu.Label>{t('shell.spaces')}</Menu.Label>
        {spaces.map(({ id, slug, name }) => (
          <Menu.Item
            key={id}
            rightSection={id === space?.id ? <IconCheck size={14} aria-hidden /> : null}
            renderRoot={(props) => <Link to="/studio/spaces/$space/tokens" params={{ space: slug }} {...props} />}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconPlus size={14} aria-hidden />}
          renderRoot={(props: Record<string, unknown>) => <Link to="/studio/spaces/new" {...props} />}
        >
          {t('shell.newSpace')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
