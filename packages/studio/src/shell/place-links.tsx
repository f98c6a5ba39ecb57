import { NavLink, Text } from '@mantine/core'
import IconDevices from '@tabler/icons-react/icons/IconDevices'
import IconKey from '@tabler/icons-react/icons/IconKey'
import IconShieldLock from '@tabler/icons-react/icons/IconShieldLock'
import IconTestPipe from '@tabler/icons-react/icons/IconTestPipe'
import IconUser from '@tabler/icons-react/icons/IconUser'
import IconUserShield from '@tabler/icons-react/icons/IconUserShield'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { t } from '../words/words.ts'
import classes from './place-links.module.css'
import { useSpace } from './use-space.ts'

/** The places of the space, and the person's own. */
export function PlaceLinks() {
  const { space } = useSpace()
  const params = { space: space?.slug ?? '' }
  return (
    <>
      {space !== null && (
        <>
          <PlaceLink
            label={t('shell.tokens')}
            icon={<IconKey size={18} />}
            link={{ to: '/studio/spaces/$space/tokens', params }}
          />
          <PlaceLink
            label={t('shell.roles')}
            icon={<IconUserShield size={18} />}
            link={{ to: '/studio/spaces/$space/roles', params }}
          />
          <PlaceLink
            label={t('shell.simulator')}
            icon={<IconTestPipe size={18} />}
            link={{ to: '/studio/spaces/$space/simulator', params }}
          />
        </>
      )}
      <Text className={classes['label'] ?? ''}>{t('shell.myAccount')}</Text>
      <PlaceLink label={t('shell.profile')} icon={<IconUser size={18} />} link={{ to: '/studio/account' }} exact />
      <PlaceLink
        label={t('shell.personalTokens')}
        icon={<IconShieldLock size={18} />}
        link={{ to: '/studio/account/tokens' }}
      />
      <PlaceLink
        label={t('shell.sessions')}
        icon={<IconDevices size={18} />}
        link={{ to: '/studio/account/sessions' }}
      />
    </>
  )
}

interface PlaceLinkProps {
  readonly label: string
  readonly icon: ReactNode
  readonly link: Pick<LinkProps, 'to' | 'params'>
  /** Marked on its own page alone, not on those below it. */
  readonly exact?: boolean
}

function PlaceLink({ label, icon, link, exact = false }: PlaceLinkProps) {
  return (
    <NavLink
      className={classes['link'] ?? ''}
      label={label}
      leftSection={icon}
      renderRoot={(props: Record<string, unknown>) => <Link {...link} activeOptions={{ exact }} {...props} />}
    />
  )
}
