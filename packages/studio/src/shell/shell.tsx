import { AppShell, Box, Burger, Group, Text } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { Door } from '../pieces/door.tsx'
import { t } from '../words/words.ts'
import { AccountMenu } from './account-menu.tsx'
import { openPalette } from './open-palette.ts'
import { PaletteButton } from './palette-button.tsx'
import { PlaceLinks } from './place-links.tsx'
import classes from './shell.module.css'
import { SpaceSwitcher } from './space-switcher.tsx'

// Loaded once the first page is shown.
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))
const NeedDialog = lazy(async () => ({ default: (await import('./need-dialog.tsx')).NeedDialog }))

/** What surrounds every place: the menu on the left, on a phone behind a button. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure()
  const { pathname } = useLocation()
  useEffect(close, [pathname, close])
  useHotkeys([['mod+K', openPalette]], [])
  return (
    <AppShell
      header={{ height: { base: 56, sm: 0 } }}
      navbar={{ width: 256, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={0}
      layout="alt"
    >
      <a href="#content" className={classes['skip']}>
        {t('shell.skip')}
      </a>
      <AppShell.Header hiddenFrom="sm" className={classes['header'] ?? ''}>
        <Group h="100%" px="md" gap="sm">
          <Burger
            opened={opened}
            onClick={toggle}
            size="sm"
            aria-label={opened ? t('shell.closeMenu') : t('shell.openMenu')}
          />
          <Door size={26} />
          <Text fw={650}>{t('shell.product')}</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes['navbar'] ?? ''} aria-label={t('shell.menu')}>
        <Group p="md" pb="xs" gap="sm" justify="space-between">
          <Group gap="sm">
            <Door size={30} />
            <Text fw={650} size="lg">
              {t('shell.product')}
            </Text>
          </Group>
          <Burger hiddenFrom="sm" opened onClick={close} size="sm" aria-label={t('shell.closeMenu')} />
        </Group>
        <Box px="sm">
          <SpaceSwitcher />
          <PaletteButton />
        </Box>
        <Box px="sm" py="xs" className={classes['places'] ?? ''}>
          <PlaceLinks />
        </Box>
        <Box p="sm" className={classes['foot'] ?? ''}>
          <AccountMenu />
        </Box>
      </AppShell.Navbar>
      <AppShell.Main id="content" className={classes['main'] ?? ''}>
        <Outlet />
      </AppShell.Main>
      <Suspense>
        <Palette />
        <NeedDialog />
      </Suspense>
    </AppShell>
  )
}
