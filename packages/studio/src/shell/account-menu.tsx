import { Avatar, Group, Menu, Stack, Text, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import IconDeviceDesktop from '@tabler/icons-react/icons/IconDeviceDesktop'
import IconDots from '@tabler/icons-react/icons/IconDots'
import IconLogout from '@tabler/icons-react/icons/IconLogout'
import IconMoon from '@tabler/icons-react/icons/IconMoon'
import IconServer from '@tabler/icons-react/icons/IconServer'
import IconSun from '@tabler/icons-react/icons/IconSun'
import IconUser from '@tabler/icons-react/icons/IconUser'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sessionQuery } from '../api/queries.ts'
import { t } from '../words/words.ts'
import classes from './space-switcher.module.css'
import { useSignOut } from './use-sign-out.ts'

const schemes = [
  { scheme: 'light', label: () => t('shell.light'), icon: IconSun },
  { scheme: 'dark', label: () => t('shell.dark'), icon: IconMoon },
  { scheme: 'auto', label: () => t('shell.auto'), icon: IconDeviceDesktop },
] as const

/** Who has signed in; their own places, the appearance, and the way out. */
export function AccountMenu() {
  const { data } = useQuery(sessionQuery)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useSignOut()
  const { name = '', email = '' } = data?.account ?? {}
  return (
    <Menu width="target" position="top-start">
      <Menu.Target>
        <UnstyledButton className={classes['button'] ?? ''}>
          <VisuallyHidden>{t('shell.accountMenu')}: </VisuallyHidden>
          <Group gap="sm" wrap="nowrap">
            <Avatar size={32} name={name} color="key" variant="filled" aria-hidden />
            <Stack gap={0} miw={0} flex={1}>
              <Text size="sm" fw={600} truncate>
                {name}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {email}
              </Text>
            </Stack>
            <IconDots size={16} aria-hidden />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUser size={16} />}
          renderRoot={(props: Record<string, unknown>) => <Link to="/studio/account" {...props} />}
        >
          {t('shell.myAccount')}
        </Menu.Item>
        {data?.account.installation_administrator === true && (
          <Menu.Item
            leftSection={<IconServer size={16} />}
            renderRoot={(props: Record<string, unknown>) => <Link to="/studio/installation/accounts" {...props} />}
          >
            {t('shell.installation')}
          </Menu.Item>
        )}
        <Menu.Label>{t('shell.appearance')}</Menu.Label>
        {schemes.map(({ scheme, label, icon: Icon }) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={16} />}
            fw={colorScheme === scheme ? 600 : 400}
            aria-current={colorScheme === scheme || undefined}
            onClick={() => setColorScheme(scheme)}
          >
            {label()}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
