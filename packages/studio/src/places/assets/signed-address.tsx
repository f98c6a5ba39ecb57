import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Asset } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { exactly } from '../../pieces/moments.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'

interface SignedAddressProps {
  readonly space: string
  readonly asset: Asset
}

const lasting = { quarter: 900, hour: 3600, day: 86_400, week: 604_800 } as const
type Lasting = keyof typeof lasting
const lastings = ['quarter', 'hour', 'day', 'week'] as const

/** An address that gives the bytes of a file to whoever has it, for a time. It stands for the session that has made it. */
export function SignedAddress({ space, asset }: SignedAddressProps) {
  const [time, setTime] = useState<Lasting>('hour')
  const [chosen, setEnvironment] = useState<string | null>(null)
  const environment = asset.environments.find((slug) => slug === chosen) ?? asset.environments[0]
  const query = { environment: environment ?? '', ttl: lasting[time] }
  const sign = useMutation({
    mutationFn: () => attempt(() => api.deliveryAssets.signedUrl({ space, asset: asset.id }, { query })),
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
  const path = `/delivery/v1/spaces/${encodeURIComponent(space)}/assets/${asset.id}/signed-url`
  const command = `curl -H "Authorization: Bearer $TOKEN" \\\n  '${location.origin}${path}?environment=${environment}&ttl=${lasting[time]}'`
  return (
    <Section title={t('assets.signed.title')} lead={t('assets.signed.lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          sign.mutate()
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
            <Button type="submit" variant="default" loading={sign.isPending}>
              {t('assets.signed.make')}
            </Button>
          </Group>
          <ProblemAlert error={sign.error} />
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
      <details>
        <Text component="summary" size="sm">
          {t('assets.signed.longer')}
        </Text>
        <Stack gap="xs" mt="xs">
          <Text size="sm" c="dimmed">
            {t(asset.private ? 'assets.signed.tokenPrivate' : 'assets.signed.tokenPublic')}
          </Text>
          <CodeBlock label={t('assets.signed.command')} code={command} />
        </Stack>
      </details>
    </Section>
  )
}
