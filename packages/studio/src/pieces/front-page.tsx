import { Center, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../words/words.ts'
import { Door } from './door.tsx'
import classes from './front-page.module.css'
import { useTitle } from './use-title.ts'

interface FrontPageProps {
  readonly title: string
  readonly lead?: string
  /** Below the card. */
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** A page for people who are not signed in: one card in the middle. */
export function FrontPage({ title, lead, footer, children }: FrontPageProps) {
  useTitle(title)
  return (
    <Center component="main" className={classes['ground'] ?? ''}>
      <Stack className={classes['column'] ?? ''} gap="lg">
        <Stack gap="xs" align="center">
          <Door size={48} />
          <Text fw={650} size="lg">
            {t('shell.product')}
          </Text>
        </Stack>
        <Paper p={{ base: 'lg', xs: 'xl' }} radius="lg" shadow="sm">
          <Stack>
            <Title order={1} size="h3">
              {title}
            </Title>
            {lead !== undefined && <Text c="dimmed">{lead}</Text>}
            {children}
          </Stack>
        </Paper>
        {footer !== undefined && (
          <Stack gap={4} align="center">
            {footer}
          </Stack>
        )}
      </Stack>
    </Center>
  )
}
