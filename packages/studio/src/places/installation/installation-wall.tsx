import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { sessionQuery } from '../../api/queries.ts'
import { Page } from '../../pieces/page.tsx'
import { t } from '../../words/words.ts'

/** Lets who administers the installation through to its places; others are told whose they are. */
export function InstallationWall() {
  const person = useQuery(sessionQuery).data?.account
  if (person?.installation_administrator === true) return <Outlet />
  return (
    <Page title={t('installation.wall.title')} lead={t('installation.wall.text')}>
      {null}
    </Page>
  )
}
