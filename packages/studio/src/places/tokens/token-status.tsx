import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Token } from '../../api/answers.ts'
import { ChoiceGroup } from '../../pieces/choice-group.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { useTokenDeeds } from './use-token-deeds.ts'

/** Active or inactive, chosen and saved: a slip of the finger pauses nothing. */
export function TokenStatus({ token }: { readonly token: Token }) {
  const saved = token.state === 'active' ? 'active' : 'inactive'
  const [chosen, setChosen] = useState<'active' | 'inactive'>(saved)
  const { activate, deactivate } = useTokenDeeds(token)
  const deed = chosen === 'active' ? activate : deactivate
  return (
    <Section title={t('tokens.detail.status')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          deed.mutate()
        }}
      >
        <Stack align="flex-start">
          <ChoiceGroup
            label={t('tokens.detail.status')}
            labelHidden
            value={chosen}
            onChange={setChosen}
            choices={[
              { value: 'active', label: t('tokens.state.active'), hint: t('tokens.detail.activeHint') },
              { value: 'inactive', label: t('tokens.state.inactive'), hint: t('tokens.detail.inactiveHint') },
            ]}
          />
          <Button type="submit" variant="default" disabled={chosen === saved} loading={deed.isPending}>
            {t('shared.save')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
