import { NavLink, Text } from '@mantine/core'
import IconArticle from '@tabler/icons-react/icons/IconArticle'
import IconDevices from '@tabler/icons-react/icons/IconDevices'
import IconKey from '@tabler/icons-react/icons/IconKey'
import IconListDetails from '@tabler/icons-react/icons/IconListDetails'
import IconPhoto from '@tabler/icons-react/icons/IconPhoto'
import IconSchema from '@tabler/icons-react/icons/IconSchema'
import IconShieldLock from '@tabler/icons-react/icons/IconShieldLock'
import IconDatabaseExport from '@tabler/icons-react/icons/IconDatabaseExport'
import IconHistory from '@tabler/icons-react/icons/IconHistory'
import IconBuilding from '@tabler/icons-react/icons/IconBuilding'
import IconFingerprint from '@tabler/icons-react/icons/IconFingerprint'
import IconLayoutDashboard from '@tabler/icons-react/icons/IconLayoutDashboard'
import IconRocket from '@tabler/icons-react/icons/IconRocket'
import IconSettings from '@tabler/icons-react/icons/IconSettings'
import IconTags from '@tabler/icons-react/icons/IconTags'
import IconTestPipe from '@tabler/icons-react/icons/IconTestPipe'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import IconUser from '@tabler/icons-react/icons/IconUser'
import IconUserShield from '@tabler/icons-react/icons/IconUserShield'
import IconWebhook from '@tabler/icons-react/icons/IconWebhook'
import IconUsers from '@tabler/icons-react/icons/IconUsers'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { sessionQuery } from '../api/queries.ts'
import { t } from '../words/words.ts'
import classes from './place-links.module.css'
import { useSpace } from './use-space.ts'

/** The places of the space, and the person's own. */
export function PlaceLinks() {
  const { space } = useSpace()
  const person = useQuery(sessionQuery).data?.account
  const params = { space: space?.slug ?? '' }
  return (
    <>
      {space !== null && (
        <>
          <PlaceLink
            label={t('shell.overview')}
            icon={<IconLayoutDashboard size={18} />}
            link={{ to: '/studio/spaces/$space/overview', params }}
          />
          <PlaceLink
            label={t('shell.content')}
            icon={<IconArticle size={18} />}
            link={{ to: '/studio/spaces/$space/content', params }}
          />
          <PlaceLink
            label={t('shell.files')}
            icon={<IconPhoto size={18} />}
            link={{ to: '/studio/spaces/$space/assets', params }}
          />
          <PlaceLink
            label={t('shell.types')}
            icon={<IconSchema size={18} />}
            link={{ to: '/studio/spaces/$space/content-types', params }}
          />
          <PlaceLink
            label={t('shell.datasources')}
            icon={<IconListDetails size={18} />}
            link={{ to: '/studio/spaces/$space/datasources', params }}
          />
          <PlaceLink
            label={t('shell.tags')}
            icon={<IconTags size={18} />}
            link={{ to: '/studio/spaces/$space/tags', params }}
          />
          <PlaceLink
            label={t('shell.trash')}
            icon={<IconTrash size={18} />}
            link={{ to: '/studio/spaces/$space/trash', params }}
          />
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
          <PlaceLink
            label={t('shell.members')}
            icon={<IconUsers size={18} />}
            link={{ to: '/studio/spaces/$space/members', params }}
          />
          <PlaceLink
            label={t('shell.releases')}
            icon={<IconRocket size={18} />}
            link={{ to: '/studio/spaces/$space/releases', params }}
          />
          <PlaceLink
            label={t('shell.webhooks')}
            icon={<IconWebhook size={18} />}
            link={{ to: '/studio/spaces/$space/webhooks', params }}
          />
          <PlaceLink
            label={t('shell.activity')}
            icon={<IconHistory size={18} />}
            link={{ to: '/studio/spaces/$space/activity', params }}
          />
          <PlaceLink
            label={t('shell.settings')}
            icon={<IconSettings size={18} />}
            link={{ to: '/studio/spaces/$space/settings', params }}
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
      <PlaceLink
        label={t('shell.factors')}
        icon={<IconFingerprint size={18} />}
        link={{ to: '/studio/account/factors' }}
      />
      <PlaceLink
        label={t('shell.organizations')}
        icon={<IconBuilding size={18} />}
        link={{ to: '/studio/organizations' }}
      />
      {person?.installation_administrator === true && (
        <>
          <Text className={classes['label'] ?? ''}>{t('shell.installation')}</Text>
          <PlaceLink
            label={t('shell.installationActivity')}
            icon={<IconHistory size={18} />}
            link={{ to: '/studio/activity' }}
          />
          <PlaceLink
            label={t('shell.backups')}
            icon={<IconDatabaseExport size={18} />}
            link={{ to: '/studio/backups' }}
          />
        </>
      )}
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
