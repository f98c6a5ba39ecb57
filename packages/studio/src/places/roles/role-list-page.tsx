import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { grantInWords } from '@latchkey/tokens/grant-in-words'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Role } from '../../api/answers.ts'
import { rolesQuery, tokensQuery } from '../../api/queries.ts'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { TitleLink } from '../../pieces/title-link.tsx'
import { t } from '../../words/words.ts'
import { isLive } from '../tokens/token-tabs.ts'

/** How many grants of a role a list shows. */
const shownMax = 3

/** The roles of a space, and how many tokens are bound to each. */
export function RoleListPage() {
  const { space = '' } = useParams({ strict: false })
  const list = useQuery(rolesQuery(space))
  const tokens = useQuery(tokensQuery(space)).data ?? []
  return (
    <Page
      title={t('roles.title')}
      lead={t('roles.lead')}
      actions={
        <Button
          leftSection={<IconPlus size={18} aria-hidden />}
          renderRoot={(props: Record<string, unknown>) => (
            <Link to="/studio/spaces/$space/roles/new" params={{ space }} {...props} />
          )}
        >
          {t('roles.create')}
        </Button>
      }
    >
      <ProblemAlert error={list.error} />
      <Stack gap="sm" component="ul" p={0} m={0}>
        {(list.data ?? []).map((role) => (
          <RoleCard
            key={role.id}
            role={role}
            space={space}
            tokens={tokens.filter((token) => isLive(token) && token.role?.id === role.id).length}
          />
        ))}
      </Stack>
    </Page>
  )
}

interface RoleCardProps {
  readonly role: Role
  readonly space: string
  /** How many live tokens are bound to it. */
  readonly tokens: number
}

function RoleCard({ role: { id, name, builtin, grants }, space, tokens }: RoleCardProps) {
  return (
    <Paper component="li" p="md" style={{ listStyle: 'none' }}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Group gap="sm">
            <TitleLink link={{ to: '/studio/spaces/$space/roles/$role', params: { space, role: id } }}>
              {name}
            </TitleLink>
            {builtin && <Badge variant="default">{t('roles.builtin')}</Badge>}
          </Group>
          <Group gap="md">
            <Text size="sm" c="dimmed">
              {t('roles.grants', { count: grants.length })}
            </Text>
            <Text size="sm" c="dimmed">
              {t('roles.tokens', { count: tokens })}
            </Text>
          </Group>
        </Group>
        {grants.slice(0, shownMax).map((grant) => (
          <Text key={JSON.stringify(grant)} size="sm" lineClamp={1}>
            {grantInWords(grant)}
          </Text>
        ))}
        {grants.length > shownMax && (
          <Text size="sm" c="dimmed">
            …
          </Text>
        )}
      </Stack>
    </Paper>
  )
}
