import { Button, Group, Skeleton, Stack, Tabs, Text, TextInput } from '@mantine/core'
import { useDocumentVisibility, useMediaQuery } from '@mantine/hooks'
import IconKey from '@tabler/icons-react/icons/IconKey'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Token } from '../../api/answers.ts'
import { Empty } from '../../pieces/empty.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { useNow } from '../../pieces/use-now.ts'
import { t } from '../../words/words.ts'
import { newLink } from './holder-links.ts'
import { TokenCards } from './token-cards.tsx'
import { ScrolledTabs } from '../../pieces/scrolled-tabs.tsx'
import { TokenTable } from './token-table.tsx'
import { pastedId, search, type Tab, tabNames, tabs } from './token-tabs.ts'
import { useKeeper } from './use-keeper.ts'

const none: readonly Token[] = []

/** The tokens of a space, or a person's own: who opens which door, and since when nobody has come through it. */
export function TokenListPage() {
  const keeper = useKeeper()
  const visible = useDocumentVisibility() === 'visible'
  const list = useQuery({ ...keeper.list, refetchInterval: visible ? 30_000 : false })
  const tokens: readonly Token[] = list.data ?? none
  const create = (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      renderRoot={(props: Record<string, unknown>) => <Link {...newLink(keeper)} {...props} />}
    >
      {t('tokens.create')}
    </Button>
  )
  return (
    <Page title={t(`tokens.titles.${keeper.of}`)} lead={t(`tokens.leads.${keeper.of}`)} actions={create}>
      <ProblemAlert error={list.error} />
      {list.isPending && (
        <Stack gap="xs" role="status" aria-label={t('shared.loading')}>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} height={64} />
          ))}
        </Stack>
      )}
      {list.isSuccess && tokens.length === 0 && (
        <Empty icon={<IconKey size={28} />} title={t('tokens.empty.title')} text={t(`tokens.empty.${keeper.of}`)}>
          {create}
        </Empty>
      )}
      {tokens.length > 0 && <Tokens tokens={tokens} />}
    </Page>
  )
}

function Tokens({ tokens }: { readonly tokens: readonly Token[] }) {
  const [tab, setTab] = useState<Tab>('all')
  const [text, setText] = useState('')
  const now = useNow()
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false })
  const counts = useMemo(
    () => tabNames.map((name) => [name, tokens.filter((token) => tabs[name](token, now)).length] as const),
    [tokens, now],
  )
  // A pasted token is looked for in all of them.
  const pasted = pastedId(text)
  const shown = useMemo(() => {
    const inTab = pasted === null ? tokens.filter((token) => tabs[tab](token, now)) : tokens
    return search(inTab, text)
  }, [tokens, tab, text, now, pasted])
  return (
    <Stack>
      <ScrolledTabs value={tab} onChange={(next) => setTab(tabNames.find((name) => name === next) ?? 'all')}>
        <Tabs.List aria-label={t('tokens.title')}>
          {counts.map(([name, count]) => (
            <Tabs.Tab key={name} value={name}>
              <Group gap={6} wrap="nowrap">
                {t(`tokens.tab.${name}`)}
                <Text component="span" size="xs" c="dimmed">
                  {count}
                </Text>
              </Group>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Stack>
            <TextInput
              type="search"
              autoComplete="off"
              spellCheck={false}
              leftSection={<IconSearch size={16} aria-hidden />}
              aria-label={t('tokens.search')}
              placeholder={t('tokens.search')}
              description={pasted === null ? undefined : t('tokens.searchHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {shown.length === 0 ? (
              <Empty
                icon={<IconSearch size={28} />}
                title={t('tokens.empty.nothing')}
                text={
                  pasted !== null
                    ? t('tokens.pastedForeign')
                    : text !== '' || tab === 'all'
                      ? t('tokens.empty.nothingFound')
                      : t(`tokens.empty.${tab}`)
                }
              />
            ) : wide ? (
              <TokenTable tokens={shown} />
            ) : (
              <TokenCards tokens={shown} />
            )}
          </Stack>
        </Tabs.Panel>
      </ScrolledTabs>
    </Stack>
  )
}
