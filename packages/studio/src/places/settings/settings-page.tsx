import { Tabs } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Page } from '../../pieces/page.tsx'
import { t } from '../../words/words.ts'
import { ScrolledTabs } from '../../pieces/scrolled-tabs.tsx'
import { BranchSettings } from './branch-settings.tsx'
import { CacheSettings } from './cache-settings.tsx'
import { EnvironmentSettings } from './environment-settings.tsx'
import { GeneralSettings } from './general-settings.tsx'
import { LocaleSettings } from './locale-settings.tsx'
import { parts, settingsSearch } from './parts.ts'

const forms = {
  general: GeneralSettings,
  environments: EnvironmentSettings,
  branches: BranchSettings,
  locales: LocaleSettings,
  caches: CacheSettings,
} as const

/** What a space is made of besides its content and its people. */
export function SettingsPage() {
  const { space = '' } = useParams({ strict: false })
  const part = settingsSearch.partOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const Form = forms[part]
  return (
    <Page title={t('settings.title')}>
      <ScrolledTabs
        value={part}
        onChange={(next) =>
          void navigate({
            to: '/studio/spaces/$space/settings',
            params: { space },
            search: settingsSearch.read({ part: next }),
          })
        }
      >
        <Tabs.List aria-label={t('settings.title')} mb="lg">
          {parts.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`settings.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={part}>
          <Form space={space} />
        </Tabs.Panel>
      </ScrolledTabs>
    </Page>
  )
}
