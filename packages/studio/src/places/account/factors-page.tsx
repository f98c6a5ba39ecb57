import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { factorsQuery } from '../../api/queries.ts'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { t } from '../../words/words.ts'
import { AppFactor } from './app-factor.tsx'
import { PasskeyFactors } from './passkey-factors.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** What a person proves besides the password: an app, passkeys, and codes for when both are lost. */
export function FactorsPage() {
  const factors = useQuery(factorsQuery)
  // Shown once, whichever factor has brought them.
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <Page title={t('security.title')} lead={t('security.lead')}>
      <ProblemAlert error={factors.error} />
      {factors.data !== undefined && (
        <Stack maw={680}>
          <AppFactor factors={factors.data} onCodes={setCodes} />
          <PasskeyFactors factors={factors.data} onCodes={setCodes} />
          <RecoveryCodes factors={factors.data} codes={codes} onCodes={setCodes} />
        </Stack>
      )}
    </Page>
  )
}
