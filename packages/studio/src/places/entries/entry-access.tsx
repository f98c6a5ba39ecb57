import { Anchor, Badge, Button, List, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { grantInWords, listed } from '@latchkey/tokens/grant-in-words'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContentType, EntryAccess } from '../../api/answers.ts'
import { accessQuery } from '../../api/content-queries.ts'
import { Dialog } from '../../pieces/dialog.tsx'
import { MoreButton } from '../../pieces/more-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { KindChip } from '../tokens/kind-chip.tsx'
import { nameOfPart } from './entry-title.ts'

type Access = EntryAccess['access'][number]
type Part = Access['parts'][number]

const verbs = ['read', 'update', 'publish', 'delete'] as const
type Verb = (typeof verbs)[number]

interface WhoCanProps {
  readonly space: string
  /** Its id. */
  readonly entry: string
  readonly type: ContentType
  /** The locales of the space. */
  readonly codes: readonly string[]
}

/** Who can read an entry, change it and so on: tokens, roles and members, each with the reason. */
export function WhoCan(props: WhoCanProps) {
  const [opened, dialog] = useDisclosure(false)
  return (
    <Section title={t('content.access.title')} lead={t('content.access.lead')}>
      <Button variant="default" size="xs" w="fit-content" onClick={dialog.open}>
        {t('content.access.look')}
      </Button>
      <Dialog opened={opened} onClose={dialog.close} size="xl" title={t('content.access.title')}>
        {opened && <Holders {...props} />}
      </Dialog>
    </Section>
  )
}

function Holders({ space, entry, type, codes }: WhoCanProps) {
  const [verb, setVerb] = useState<Verb>('read')
  const list = useInfiniteQuery(accessQuery(space, entry))
  const all = list.data?.pages.flatMap(({ items }) => items) ?? []
  const hidden = list.data?.pages[0]?.hidden
  const able = all.flatMap(({ holder, access }) => {
    const found = access.find((each) => each.verb === verb)
    return found === undefined ? [] : [{ holder, access: found }]
  })
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('content.access.verbs')}
        value={verb}
        onChange={(next) => setVerb(verbs.find((each) => each === next) ?? 'read')}
        data={verbs.map((value) => ({ value, label: t(`content.access.verb.${value}`) }))}
      />
      <ProblemAlert error={list.error} />
      {list.isPending && <Skeleton height={160} role="status" aria-label={t('shared.loading')} />}
      {list.isSuccess && (
        <Text size="sm" role="status">
          {t(`content.access.count.${verb}`, { count: able.length })}
        </Text>
      )}
      <RowCards label={t(`content.access.verb.${verb}`)}>
        {able.map(({ holder, access }) => (
          <RowCard key={`${holder.is} ${holder.id}`}>
            <Holder space={space} holder={holder} />
            {access.parts.map((part) => (
              <Text key={JSON.stringify(part)} size="sm">
                {partInWords(part, type, codes)}
              </Text>
            ))}
            <Because access={access} />
          </RowCard>
        ))}
      </RowCards>
      <MoreButton list={list}>{t('content.access.more')}</MoreButton>
      {hidden !== undefined && hidden.tokens + hidden.roles + hidden.members > 0 && (
        <Text size="sm" c="dimmed">
          {t('content.access.hidden', { ...hidden })}
        </Text>
      )}
    </Stack>
  )
}

function Holder({
  space,
  holder: { is, id, name, kind, state },
}: { readonly space: string } & Pick<EntryAccess, 'holder'>) {
  const link =
    is === 'token'
      ? ({ to: '/studio/spaces/$space/tokens/$token', params: { space, token: id } } as const)
      : is === 'role'
        ? ({ to: '/studio/spaces/$space/roles/$role', params: { space, role: id } } as const)
        : ({ to: '/studio/spaces/$space/members', params: { space } } as const)
  return (
    <Text size="sm" component="div">
      {t(`content.access.is.${is}`)}{' '}
      <Anchor size="sm" fw={600} renderRoot={(props: Record<string, unknown>) => <Link {...link} {...props} />}>
        {name}
      </Anchor>{' '}
      {kind !== undefined && kind !== 'session' && <KindChip kind={kind} />}{' '}
      {state === 'inactive' && <Badge variant="default">{t('content.access.paused')}</Badge>}
    </Text>
  )
}

function Because({ access: { because } }: { readonly access: Access }) {
  if (because.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('content.access.byKind')}
      </Text>
    )
  }
  return (
    <>
      <Text size="xs" c="dimmed" fw={600}>
        {t('content.access.because')}
      </Text>
      <List size="sm">
        {because.map((grant) => (
          <List.Item key={JSON.stringify(grant)}>{grantInWords(grant)}</List.Item>
        ))}
      </List>
    </>
  )
}

/** `Title and Teaser in en`, `As it is seen in production, in all languages`. */
function partInWords({ locales, fields, environments }: Part, type: ContentType, codes: readonly string[]): string {
  const everywhere = codes.length > 1 && codes.every((code) => locales.includes(code))
  const where = everywhere
    ? t('content.access.everyLocale')
    : t('content.access.in', { locales: listed(locales, 'and') })
  if (environments !== undefined) {
    return t('content.access.live', { environments: listed(environments, 'and'), where })
  }
  if (fields === undefined) return t('content.access.whole', { where })
  return t('content.access.fields', {
    fields: listed(
      fields.map((field) => nameOfPart(field, type)),
      'and',
    ),
    where,
  })
}
