import { Badge, Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconWebhook from '@tabler/icons-react/icons/IconWebhook'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { webhooksQuery } from '../../api/queries.ts'
import { Empty } from '../../pieces/empty.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { TitleLink } from '../../pieces/title-link.tsx'
import { t } from '../../words/words.ts'
import { NewWebhookDialog } from './webhook-dialog.tsx'

/** Who is told of what happens in a space. */
export function WebhookListPage() {
  const { space = '' } = useParams({ strict: false })
  const list = useQuery(webhooksQuery(space))
  const [creating, create] = useDisclosure(false)
  const webhooks = list.data ?? []
  const button = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={create.open}>
      {t('webhooks.create')}
    </Button>
  )
  const isEmpty = list.isSuccess && webhooks.length === 0
  return (
    <Page title={t('webhooks.title')} lead={t('webhooks.lead')} actions={!isEmpty && button}>
      <ProblemAlert error={list.error} />
      {isEmpty && (
        <Empty icon={<IconWebhook size={28} />} title={t('webhooks.emptyTitle')} text={t('webhooks.emptyText')}>
          {button}
        </Empty>
      )}
      <RowCards label={t('webhooks.title')}>
        {webhooks.map(({ id, name, url, events, state, paused_because: reason }) => (
          <RowCard
            key={id}
            actions={
              <Badge color={state === 'active' ? 'key' : 'yellow'} variant="light">
                {t(`webhooks.state.${state}`)}
              </Badge>
            }
          >
            <TitleLink link={{ to: '/studio/spaces/$space/webhooks/$webhook', params: { space, webhook: id } }}>
              {name}
            </TitleLink>
            <Text size="sm" c="dimmed">
              {url}
            </Text>
            <Group gap={6}>
              {events.map((event) => (
                <Badge key={event} variant="default" ff="monospace">
                  {event}
                </Badge>
              ))}
            </Group>
            {reason !== null && (
              <Text size="sm" c="var(--studio-warning)">
                {t('webhooks.pausedBecause', { reason })}
              </Text>
            )}
          </RowCard>
        ))}
      </RowCards>
      <NewWebhookDialog space={space} opened={creating} onClose={create.close} />
    </Page>
  )
}
