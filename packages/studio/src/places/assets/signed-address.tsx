import { Anchor, Button, Group, PasswordInput, Select, Stack, Text } from '@mantine/core'
import { createClient } from '@latchkey/client/client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Asset } from '../../api/answers.ts'
import { tokensQuery } from '../../api/queries.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { exactly } from '../../pieces/moments.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'

interface SignedAddressProps {
  readonly space: string
  readonly asset: Asset
}

/** Seconds. */
const lasting = { quarter: 900, hour: 3600, day: 86_400, week: 604_800 } as const
const lastings = ['quarter', 'hour', 'day', 'week'] as const

/**
 * An address that gives the bytes of a file to whoever has it, for a time. A token signs it: the session of the studio counts
 * on the management API alone. The text of the token is sent once, and kept nowhere.
 */
export function SignedAddress({ space, asset }: SignedAddressProps) {
  const [time, setTime] = useState<keyof typeof lasting>('hour')
  const [chosen, setEnvironment] = useState<string | null>(null)
  const [token, setToken] = useState('')
  const environment = asset.environments.find((slug) => slug === chosen) ?? asset.environments[0]
  const sign = useMutation({
    mutationFn: () =>
      createClient({ url: location.origin, token: token.trim() }).deliveryAssets.signedUrl(
        { space, asset: asset.id },
        { query: { ...(environment !== undefined && { environment }), ttl: lasting[time] } },
      ),
    onSuccess: () => setToken(''),
  })
  const made = sign.data
  if (environment === undefined) {
    return (
      <Section title={t('assets.signed.title')}>
        <Text size="sm" c="dimmed">
          {t('assets.signed.unpublished')}
        </Text>
      </Section>
    )
  }
  return (
    <Section title={t('assets.signed.title')} lead={t('assets.signed.lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (token.trim() !== '') sign.mutate()
        }}
      >
        <Stack gap="sm">
          <Group gap="sm" align="flex-end">
            {asset.environments.length > 1 && (
              <Select
                flex="1 1 9rem"
                label={t('content.publish.environment')}
                data={[...asset.environments]}
                value={environment}
                allowDeselect={false}
                onChange={setEnvironment}
              />
            )}
            <Select
              flex="1 1 9rem"
              label={t('assets.signed.lasts')}
              data={lastings.map((value) => ({ value, label: t(`assets.signed.last.${value}`) }))}
              value={time}
              allowDeselect={false}
              onChange={(next) => setTime(lastings.find((each) => each === next) ?? 'hour')}
            />
          </Group>
          <PasswordInput
            label={t('assets.signed.token')}
            description={t(asset.private ? 'assets.signed.tokenPrivate' : 'assets.signed.tokenPublic')}
            autoComplete="off"
            value={token}
            onChange={({ currentTarget: { value } }) => setToken(value)}
          />
          <AssetTokens space={space} />
          <ProblemAlert error={sign.error} />
          <Button
            type="submit"
            variant="default"
            w="fit-content"
            disabled={token.trim() === ''}
            loading={sign.isPending}
          >
            {t('assets.signed.make')}
          </Button>
        </Stack>
      </form>
      {made !== undefined && (
        <Stack gap="xs">
          <CodeBlock label={t('assets.signed.address')} code={new URL(made.url, location.origin).href} />
          <Text size="sm" role="status">
            {t('assets.signed.until', { at: exactly(made.expires_at) })}
          </Text>
        </Stack>
      )}
    </Section>
  )
}

/** Where a token that fits is found, or made. */
function AssetTokens({ space }: { readonly space: string }) {
  const tokens = useQuery({ ...tokensQuery(space), retry: false }).data ?? []
  const fitting = tokens.filter(({ kind, state }) => kind === 'asset' && state === 'active')
  return (
    <Text size="sm">
      {t('assets.signed.tokens')}{' '}
      {fitting.map(({ id, name }) => (
        <span key={id}>
          <Anchor
            size="sm"
            renderRoot={(props: Record<string, unknown>) => (
              <Link to="/studio/spaces/$space/tokens/$token" params={{ space, token: id }} {...props} />
            )}
          >
            {name}
          </Anchor>
          {', '}
        </span>
      ))}
      <Anchor
        size="sm"
        renderRoot={(props: Record<string, unknown>) => (
          <Link to="/studio/spaces/$space/tokens/new" params={{ space }} {...props} />
        )}
      >
        {t('shell.newToken')}
      </Anchor>
    </Text>
  )
}
