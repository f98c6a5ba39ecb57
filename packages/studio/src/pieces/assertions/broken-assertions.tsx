import { LatchkeyProblem } from '@latchkey/client/problem'
import { Anchor, List, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { t } from '../../words/words.ts'
import type { Asserted } from './asserted.ts'
import { assertionsHash } from './assertions.tsx'

interface BrokenAssertionsProps {
  readonly error: unknown
  /** What was edited: its own assertions are on this page. */
  readonly edited: Asserted
}

/**
 * The way to each assertion that has refused an edit; what it says stands in the problem itself. Those of others open
 * beside the page, so that what was typed stays.
 */
export function BrokenAssertions({ error, edited }: BrokenAssertionsProps) {
  const broken = error instanceof LatchkeyProblem ? (error.document.assertions ?? []) : []
  if (broken.length === 0) return null
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t('assertions.brokenTitle')}
      </Text>
      <List size="sm">
        {broken.map(({ name, token, role }) => {
          const holder = token ?? role
          if (holder === undefined) return null
          const what = t(token ? 'assertions.ofToken' : 'assertions.ofRole', { name, holder: holder.name })
          const params = { space: edited.space, ...(token ? { token: token.id } : { role: holder.id }) }
          const isHere = holder.id === edited.id
          return (
            <List.Item key={`${holder.id} ${name}`}>
              <Anchor
                size="sm"
                renderRoot={(props: Record<string, unknown>) => (
                  <Link
                    to={token ? '/studio/spaces/$space/tokens/$token' : '/studio/spaces/$space/roles/$role'}
                    params={params}
                    hash={assertionsHash}
                    {...(!isHere && { target: '_blank' })}
                    {...props}
                  />
                )}
              >
                {isHere ? what : t('assertions.elsewhere', { what })}
              </Anchor>
            </List.Item>
          )
        })}
      </List>
    </Stack>
  )
}
