import type { Icon } from '@tabler/icons-react'
import IconArticle from '@tabler/icons-react/icons/IconArticle'
import IconAddressBook from '@tabler/icons-react/icons/IconAddressBook'
import IconBuilding from '@tabler/icons-react/icons/IconBuilding'
import IconCalendarTime from '@tabler/icons-react/icons/IconCalendarTime'
import IconDatabaseExport from '@tabler/icons-react/icons/IconDatabaseExport'
import IconDevices from '@tabler/icons-react/icons/IconDevices'
import IconFingerprint from '@tabler/icons-react/icons/IconFingerprint'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import IconHistory from '@tabler/icons-react/icons/IconHistory'
import IconKey from '@tabler/icons-react/icons/IconKey'
import IconLayoutDashboard from '@tabler/icons-react/icons/IconLayoutDashboard'
import IconListDetails from '@tabler/icons-react/icons/IconListDetails'
import IconPhoto from '@tabler/icons-react/icons/IconPhoto'
import IconRocket from '@tabler/icons-react/icons/IconRocket'
import IconSchema from '@tabler/icons-react/icons/IconSchema'
import IconSettings from '@tabler/icons-react/icons/IconSettings'
import IconShieldLock from '@tabler/icons-react/icons/IconShieldLock'
import IconTags from '@tabler/icons-react/icons/IconTags'
import IconTestPipe from '@tabler/icons-react/icons/IconTestPipe'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import IconUser from '@tabler/icons-react/icons/IconUser'
import IconUsers from '@tabler/icons-react/icons/IconUsers'
import IconUserShield from '@tabler/icons-react/icons/IconUserShield'
import IconWebhook from '@tabler/icons-react/icons/IconWebhook'
import type { LinkProps } from '@tanstack/react-router'
import { t } from '../words/words.ts'

/** What the menu and the palette lead to. */
export interface Place {
  readonly label: string
  readonly icon: Icon
  readonly link: Pick<LinkProps, 'to' | 'params'>
  /** Marked on its own page alone, not on those below it. */
  readonly exact?: boolean
}

/** Places that are told together, under a title unless they are the first. */
export interface PlaceGroup {
  readonly title: string | null
  readonly places: readonly Place[]
}

/** The places of a space, by what they are for. */
export function placesOfSpace(space: string): readonly PlaceGroup[] {
  const params = { space }
  const place = (label: string, icon: Icon, to: LinkProps['to']): Place => ({ label, icon, link: { to, params } })
  return [
    {
      title: null,
      places: [
        place(t('shell.overview'), IconLayoutDashboard, '/studio/spaces/$space/overview'),
        place(t('shell.content'), IconArticle, '/studio/spaces/$space/content'),
        place(t('shell.plans'), IconCalendarTime, '/studio/spaces/$space/plans'),
        place(t('shell.files'), IconPhoto, '/studio/spaces/$space/assets'),
        place(t('shell.releases'), IconRocket, '/studio/spaces/$space/releases'),
        place(t('shell.tags'), IconTags, '/studio/spaces/$space/tags'),
        place(t('shell.trash'), IconTrash, '/studio/spaces/$space/trash'),
      ],
    },
    {
      title: t('shell.model'),
      places: [
        place(t('shell.types'), IconSchema, '/studio/spaces/$space/content-types'),
        place(t('shell.datasources'), IconListDetails, '/studio/spaces/$space/datasources'),
      ],
    },
    {
      title: t('shell.access'),
      places: [
        place(t('shell.tokens'), IconKey, '/studio/spaces/$space/tokens'),
        place(t('shell.roles'), IconUserShield, '/studio/spaces/$space/roles'),
        place(t('shell.simulator'), IconTestPipe, '/studio/spaces/$space/simulator'),
        place(t('shell.members'), IconUsers, '/studio/spaces/$space/members'),
      ],
    },
    {
      title: t('shell.operation'),
      places: [
        place(t('shell.activity'), IconHistory, '/studio/spaces/$space/activity'),
        place(t('shell.webhooks'), IconWebhook, '/studio/spaces/$space/webhooks'),
        place(t('shell.settings'), IconSettings, '/studio/spaces/$space/settings'),
      ],
    },
  ]
}

/** The places of a person, and of the installation for who administers it. */
export function placesOfPerson(administrator: boolean): readonly PlaceGroup[] {
  const account: PlaceGroup = {
    title: t('shell.myAccount'),
    places: [
      { label: t('shell.profile'), icon: IconUser, link: { to: '/studio/account' }, exact: true },
      { label: t('shell.personalTokens'), icon: IconShieldLock, link: { to: '/studio/account/tokens' } },
      { label: t('shell.sessions'), icon: IconDevices, link: { to: '/studio/account/sessions' } },
      { label: t('shell.factors'), icon: IconFingerprint, link: { to: '/studio/account/factors' } },
      { label: t('shell.organizations'), icon: IconBuilding, link: { to: '/studio/organizations' } },
    ],
  }
  const installation: PlaceGroup = {
    title: t('shell.installation'),
    places: [
      { label: t('shell.accounts'), icon: IconAddressBook, link: { to: '/studio/installation/accounts' } },
      { label: t('shell.installationTokens'), icon: IconKey, link: { to: '/studio/installation/tokens' } },
      { label: t('shell.installationActivity'), icon: IconHistory, link: { to: '/studio/activity' } },
      { label: t('shell.backups'), icon: IconDatabaseExport, link: { to: '/studio/backups' } },
      { label: t('shell.updates'), icon: IconDownload, link: { to: '/studio/installation/updates' } },
    ],
  }
  return administrator ? [account, installation] : [account]
}
