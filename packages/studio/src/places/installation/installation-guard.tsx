import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { sessionQuery } from '../../api/queries.ts'
import { Page } from '../../pieces/page.tsx'
import { t } from '../../words/words.ts'

/** Lets who administers the installation through to its places; others are told whose they are. */
export function InstallationGuard() {
  const person = useQuery(sessionQuery).data?.account
  if (person?.installation_administrator === true) return <Outlet />
  return (
    <Page title={t('installation.guard.title')} lead={t('installation.guard.text')}>
      {null}
    </Page>
  )
}
