import { Button, Group, NumberInput, Select, Stack, TagsInput, Text } from '@mantine/core'
import { kinds } from '@latchkey/tokens/kinds'
import { useState } from 'react'
import type { Token } from '../../api/answers.ts'
import { issueAt } from '../../api/problems.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { useKeeper } from './use-keeper.ts'

const spans = ['second', 'minute'] as const

/** From where, and how fast, a token may be used; nothing for kinds that know no such terms. */
export function TokenTerms({ token }: { readonly token: Token }) {
  const { editable } = kinds[token.kind]
  return editable.includes('networks') ? <TermsForm token={token} /> : null
}

function TermsForm({ token }: { readonly token: Token }) {
  const keeper = useKeeper()
  const { editable } = kinds[token.kind]
  const ofPages = editable.includes('origins')
  const kept = editable.includes('cache-ttl')
  const { rate_limit: rate } = token
  const [networks, setNetworks] = useState<readonly string[]>(token.allowed_networks ?? [])
  const [origins, setOrigins] = useState<readonly string[]>(token.allowed_origins ?? [])
  const [requests, setRequests] = useState<number | string>(rate?.requests ?? '')
  const [ttl, setTtl] = useState<number | string>(token.cache_ttl ?? 0)
  const [per, setPer] = useState<(typeof spans)[number]>(rate?.per ?? 'minute')
  const save = useDeed({
    run: () =>
      keeper.update(
        token.id,
        {
          allowed_networks: listOrNull(networks),
          ...(ofPages && { allowed_origins: listOrNull(origins) }),
          ...(kept && { cache_ttl: typeof ttl === 'number' ? ttl : 0 }),
          rate_limit: typeof requests === 'number' ? { requests, per, burst: rate?.burst ?? null } : null,
        },
        token.version,
      ),
    done: t('tokens.terms.saved'),
    stale: [keeper.list.queryKey],
  })
  return (
    <Section title={t('tokens.terms.title')} lead={t('tokens.terms.lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack align="flex-start">
          <TagsInput
            w="100%"
            label={t('tokens.terms.networks')}
            description={t('tokens.terms.networksHint')}
            value={[...networks]}
            error={issueAt(save.error, '/allowed_networks')}
            onChange={setNetworks}
            acceptValueOnBlur
          />
          {ofPages && (
            <TagsInput
              w="100%"
              label={t('tokens.terms.origins')}
              description={t('tokens.terms.originsHint')}
              value={[...origins]}
              error={issueAt(save.error, '/allowed_origins')}
              onChange={setOrigins}
              acceptValueOnBlur
            />
          )}
          <Group align="flex-end" gap="sm">
            <NumberInput
              w={150}
              label={t('tokens.terms.requests')}
              placeholder={t('tokens.terms.unlimited')}
              min={1}
              max={1_000_000}
              allowDecimal={false}
              hideControls
              value={requests}
              error={issueAt(save.error, '/rate_limit')}
              onChange={setRequests}
            />
            <Select
              w={150}
              label={t('tokens.terms.per')}
              allowDeselect={false}
              data={spans.map((value) => ({ value, label: t(`tokens.terms.${value}`) }))}
              value={per}
              onChange={(value) => setPer(spans.find((each) => each === value) ?? 'minute')}
            />
          </Group>
          {kept && (
            <NumberInput
              w={310}
              maw="100%"
              label={t('tokens.terms.cacheTtl')}
              description={t('tokens.terms.cacheTtlHint')}
              min={0}
              max={86_400}
              allowDecimal={false}
              hideControls
              value={ttl}
              error={issueAt(save.error, '/cache_ttl')}
              onChange={setTtl}
            />
          )}
          {kept && typeof ttl === 'number' && ttl > 0 && (
            <Text size="sm" c="var(--studio-warning)">
              {t('tokens.terms.cacheTtlWarning', { count: ttl })}
            </Text>
          )}
          <ProblemAlert
            error={save.error}
            except={['/allowed_networks', '/allowed_origins', '/rate_limit', '/cache_ttl']}
          />
          <Button type="submit" variant="default" loading={save.isPending}>
            {t('shared.save')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}

function listOrNull(list: readonly string[]): string[] | null {
  return list.length === 0 ? null : [...list]
}
