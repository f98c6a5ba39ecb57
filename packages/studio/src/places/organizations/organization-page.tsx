import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { organizationsQuery } from '../../api/queries.ts'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page } from '../../pieces/page.tsx'
import { ScrolledTabs } from '../../pieces/scrolled-tabs.tsx'
import { WaitingPage } from '../../shell/waiting-page.tsx'
import { t } from '../../words/words.ts'
import { GeneralPart } from './general-part.tsx'
import { MembersPart } from './members-part.tsx'
import { organizationSearch, parts } from './parts.ts'
import { SignInPart } from './sign-in-part.tsx'
import { SpacesPart } from './spaces-part.tsx'
import { TokensPart } from './tokens-part.tsx'

const shown = {
  members: MembersPart,
  spaces: SpacesPart,
  tokens: TokensPart,
  signIn: SignInPart,
  general: GeneralPart,
} as const

/** An organization: its people, its spaces, and what it asks of tokens and sign-ins. */
export function OrganizationPage() {
  const { organization: slug = '' } = useParams({ strict: false })
  const part = organizationSearch.partOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const list = useQuery(organizationsQuery)
  const organization = list.data?.find((each) => each.slug === slug)
  const back = { label: t('organizations.title'), link: { to: '/studio/organizations' } } as const
  if (list.isPending) return <WaitingPage />
  if (organization === undefined) return <MissingPage error={list.error} back={back} />
  const Part = shown[part]
  return (
    <Page title={organization.name} back={back}>
      <ScrolledTabs
        value={part}
        onChange={(next) =>
          void navigate({
            to: '/studio/organizations/$organization',
            params: { organization: slug },
            search: organizationSearch.read({ part: next }),
          })
        }
      >
        <Tabs.List aria-label={organization.name} mb="lg">
          {parts.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`organizations.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={part}>
          <Part organization={organization} />
        </Tabs.Panel>
      </ScrolledTabs>
    </Page>
  )
}
