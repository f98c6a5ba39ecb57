import { Alert, Anchor, Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { FrontPage } from '../../pieces/front-page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { takeFragment } from '../../pieces/take-fragment.ts'
import { t } from '../../words/words.ts'

/** Confirms a new address by the link of a letter: by a button, because programs open links too. */
export function ConfirmEmailPage() {
  const [secret] = useState(takeFragment)
  const confirm = useMutation({ mutationFn: () => api.emailChanges.confirm({ body: { secret } }) })
  const over = secret === '' || confirm.isSuccess
  return (
    <FrontPage title={t('links.confirm.title')} {...(!over && { lead: t('links.confirm.lead') })}>
      {over ? (
        <>
          <Alert role="status">{confirm.isSuccess ? t('links.confirm.done') : t('links.noSecret')}</Alert>
          <Anchor renderRoot={(props) => <Link to="/studio/sign-in" {...props} />}>{t('links.toSignIn')}</Anchor>
        </>
      ) : (
        <>
          <ProblemAlert error={confirm.error} />
          <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>
            {t('links.confirm.submit')}
          </Button>
        </>
      )}
    </FrontPage>
  )
}
