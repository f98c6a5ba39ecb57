import { useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { sessionQuery } from '../api/queries.ts'
import { t } from '../words/words.ts'
import { useSignOut } from './use-sign-out.ts'
import { useSpace } from './use-space.ts'

/** Every place and the commonest deeds by name, for who does not want to leave the keyboard. */
export function Palette() {
  const { spaces, space } = useSpace()
  const person = useQuery(sessionQuery).data?.account
  const navigate = useNavigate()
  const signOut = useSignOut()
  const { setColorScheme } = useMantineColorScheme()
  const action = (label: string, onClick: () => unknown, description?: string) => ({
    id: `${label} ${description ?? ''}`,
    label,
    ...(description !== undefined && { description }),
    onClick: () => void onClick(),
  })
  const params = { space: space?.slug ?? '' }
  const inSpace =
    space === null
      ? []
      : [
          action(t('shell.overview'), () => navigate({ to: '/studio/spaces/$space/overview', params }), space.name),
          action(t('shell.content'), () => navigate({ to: '/studio/spaces/$space/content', params }), space.name),
          action(t('shell.files'), () => navigate({ to: '/studio/spaces/$space/assets', params }), space.name),
          action(t('shell.types'), () => navigate({ to: '/studio/spaces/$space/content-types', params }), space.name),
          action(
            t('shell.datasources'),
            () => navigate({ to: '/studio/spaces/$space/datasources', params }),
            space.name,
          ),
          action(t('shell.tags'), () => navigate({ to: '/studio/spaces/$space/tags', params }), space.name),
          action(t('shell.trash'), () => navigate({ to: '/studio/spaces/$space/trash', params }), space.name),
          action(t('shell.tokens'), () => navigate({ to: '/studio/spaces/$space/tokens', params }), space.name),
          action(t('shell.roles'), () => navigate({ to: '/studio/spaces/$space/roles', params }), space.name),
          action(t('shell.simulator'), () => navigate({ to: '/studio/spaces/$space/simulator', params }), space.name),
          action(t('shell.members'), () => navigate({ to: '/studio/spaces/$space/members', params }), space.name),
          action(t('shell.releases'), () => navigate({ to: '/studio/spaces/$space/releases', params }), space.name),
          action(t('shell.webhooks'), () => navigate({ to: '/studio/spaces/$space/webhooks', params }), space.name),
          action(t('shell.activity'), () => navigate({ to: '/studio/spaces/$space/activity', params }), space.name),
          action(t('shell.settings'), () => navigate({ to: '/studio/spaces/$space/settings', params }), space.name),
        ]
  const groups: SpotlightActionGroupData[] = [
    {
      group: t('shell.goTo'),
      actions: [
        ...inSpace,
        action(t('shell.profile'), () => navigate({ to: '/studio/account' })),
        action(t('shell.personalTokens'), () => navigate({ to: '/studio/account/tokens' })),
        action(t('shell.sessions'), () => navigate({ to: '/studio/account/sessions' })),
        action(t('shell.factors'), () => navigate({ to: '/studio/account/factors' })),
        action(t('shell.organizations'), () => navigate({ to: '/studio/organizations' })),
        ...(person?.installation_administrator === true
          ? [
              action(t('shell.installationActivity'), () => navigate({ to: '/studio/activity' })),
              action(t('shell.backups'), () => navigate({ to: '/studio/backups' })),
            ]
          : []),
        action(t('shell.docs'), () => location.assign('/docs')),
      ],
    },
    {
      group: t('shell.doThis'),
      actions: [
        ...(space === null
          ? []
          : [
              action(
                t('shell.newToken'),
                () => navigate({ to: '/studio/spaces/$space/tokens/new', params }),
                space.name,
              ),
            ]),
        action(t('shell.newPersonalToken'), () => navigate({ to: '/studio/account/tokens/new' })),
        action(`${t('shell.appearance')}: ${t('shell.light')}`, () => setColorScheme('light')),
        action(`${t('shell.appearance')}: ${t('shell.dark')}`, () => setColorScheme('dark')),
        action(t('shell.signOut'), signOut),
      ],
    },
    {
      group: t('shell.switchSpace'),
      actions: spaces.map(({ name, slug }) =>
        action(name, () => navigate({ to: '/studio/spaces/$space/tokens', params: { space: slug } }), slug),
      ),
    },
  ]
  return (
    <Spotlight
      shortcut={null}
      attributes={{ content: { 'aria-label': t('shell.palette') } }}
      // oxlint-disable-next-line typescript/no-unsafe-assignment -- the library's type of an action holds any.
      actions={groups}
      nothingFound={t('shell.paletteEmpty')}
      highlightQuery={false}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('shell.palette'),
        'aria-label': t('shell.palette'),
      }}
    />
  )
}
