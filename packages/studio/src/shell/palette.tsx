import { useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { useQuery } from '@tanstack/react-query'
import { type LinkProps, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { sessionQuery } from '../api/queries.ts'
import { t } from '../words/words.ts'
import { placesOfPerson, placesOfSpace } from './places.ts'
import { useFound } from './use-found.ts'
import { useSignOut } from './use-sign-out.ts'
import { useSpace } from './use-space.ts'

/** Every place, the commonest deeds and what the space holds, by name: for who does not want to leave the keyboard. */
export function Palette() {
  const [typed, setTyped] = useState('')
  const { spaces, space } = useSpace()
  const found = useFound(space?.slug ?? null, typed)
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
  const lead = (label: string, link: Pick<LinkProps, 'to' | 'params'>, description?: string) =>
    action(label, () => navigate(link), description)
  const ofSpace = space === null ? [] : placesOfSpace(space.slug).flatMap(({ places }) => places)
  const ofPerson = placesOfPerson(person?.installation_administrator === true).flatMap(({ places }) => places)
  const groups: SpotlightActionGroupData[] = [
    {
      group: t('shell.goTo'),
      actions: [
        ...ofSpace.map(({ label, link }) => lead(label, link, space?.name)),
        ...ofPerson.map(({ label, link }) => lead(label, link)),
        action(t('shell.docs'), () => location.assign('/docs')),
      ],
    },
    {
      group: t('shell.doThis'),
      actions: [
        ...(space === null
          ? []
          : [
              lead(
                t('shell.newToken'),
                { to: '/studio/spaces/$space/tokens/new', params: { space: space.slug } },
                space.name,
              ),
            ]),
        lead(t('shell.newPersonalToken'), { to: '/studio/account/tokens/new' }),
        lead(t('shell.newSpace'), { to: '/studio/spaces/new' }),
        action(`${t('shell.appearance')}: ${t('shell.light')}`, () => setColorScheme('light')),
        action(`${t('shell.appearance')}: ${t('shell.dark')}`, () => setColorScheme('dark')),
        action(t('shell.signOut'), signOut),
      ],
    },
    {
      group: t('shell.switchSpace'),
      actions: spaces.map(({ name, slug }) =>
        lead(name, { to: '/studio/spaces/$space/tokens', params: { space: slug } }, slug),
      ),
    },
    // Last: what is found late moves nothing that somebody is about to choose.
    {
      group: t('shell.found'),
      actions: found.map(({ id, title, kind, link }) => ({
        ...lead(title, link, kind),
        id,
        // Found by more than its title: it stays whatever the palette itself makes of the words.
        keywords: typed,
      })),
    },
  ]
  return (
    <Spotlight
      shortcut={null}
      // It begins where it is, however much it finds.
      centered={false}
      yOffset="12dvh"
      query={typed}
      onQueryChange={setTyped}
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
        onKeyDown: ({ key, currentTarget }) => {
          if (key === 'Enter' && typed !== '') chooseFirst(currentTarget)
        },
      }}
    />
  )
}

/** Nothing is marked where everything that fits was found late: the first one is meant then. */
function chooseFirst(input: HTMLElement): void {
  const dialog = input.closest('[role=dialog]')
  if (dialog?.querySelector('[data-action][data-selected]')) return
  dialog?.querySelector<HTMLElement>('[data-action]')?.click()
}
