import { Anchor, Box, Group, Stack, Text, Title } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import IconChevronLeft from '@tabler/icons-react/icons/IconChevronLeft'
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './page.module.css'
import { useTitle } from './use-title.ts'

export interface PageProps {
  readonly title: string
  readonly lead?: string
  /** The place above this one. */
  readonly back?: { readonly label: string; readonly link: Pick<LinkProps, 'to' | 'params' | 'search'> }
  /** At the top right. */
  readonly actions?: ReactNode
  /** Title and actions stay in sight while a long page is scrolled. */
  readonly sticky?: boolean
  readonly children: ReactNode
}

/** A place of the studio. Its heading takes the focus when it is entered, so that it is what a screen reader says. */
export function Page({ title, lead, back, actions, sticky = false, children }: PageProps) {
  useTitle(title)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <Box className={classes['page'] ?? ''}>
      <Stack gap="lg">
        <Group
          justify="space-between"
          align="flex-start"
          gap="md"
          wrap="wrap"
          {...(sticky && { className: classes['sticky'] ?? '' })}
        >
          <Stack gap={4} miw={0}>
            {back && (
              <Anchor
                size="sm"
                underline="hover"
                renderRoot={(props: Record<string, unknown>) => <Link {...back.link} {...props} />}
              >
                <Group gap={2}>
                  <IconChevronLeft size={14} aria-hidden />
                  {back.label}
                </Group>
              </Anchor>
            )}
            <Title order={1} size="h2" ref={heading} tabIndex={-1}>
              {title}
            </Title>
            {lead !== undefined && (
              <Text c="dimmed" maw="60ch">
                {lead}
              </Text>
            )}
          </Stack>
          {actions !== undefined && (
            <Group gap="sm" miw={0}>
              {actions}
            </Group>
          )}
        </Group>
        {children}
      </Stack>
    </Box>
  )
}
