import { Anchor, Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { FrontPage } from '../../pieces/front-page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { finishSingleSignOn } from '../../session/single-sign-on.ts'
import { t } from '../../words/words.ts'

/**
 * The page that a provider sends the browser back to. It does what the address alone must not do: a link that somebody else
 * has made, or a program that only looks at it, signs nobody in and uses no code up.
 */
export function CallbackPage() {
  const [answer] = useState(() => {
    const text = location.search.slice(1)
    history.replaceState(history.state, '', location.pathname)
    return text
  })
  const navigate = useNavigate()
  // A query, because it must run once however often the page is drawn.
  const finish = useQuery({
    queryKey: ['single-sign-on', answer],
    queryFn: async () => {
      await finishSingleSignOn(answer)
      return true
    },
    retry: false,
    staleTime: Infinity,
  })
  useEffect(() => {
    if (finish.isSuccess) void navigate({ to: '/studio', replace: true })
  }, [finish.isSuccess, navigate])
  if (finish.error === null) {
    return (
      <FrontPage title={t('links.sso.waiting')}>
        <Loader type="dots" />
        <Text role="status" c="dimmed">
          {t('shared.loading')}
        </Text>
      </FrontPage>
    )
  }
  return (
    <FrontPage title={t('links.sso.failed')}>
      <ProblemAlert error={finish.error} />
      <Anchor renderRoot={(props) => <Link to="/studio/single-sign-on" {...props} />}>{t('links.toSignIn')}</Anchor>
    </FrontPage>
  )
}
