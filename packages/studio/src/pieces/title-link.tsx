import { Anchor } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'

interface TitleLinkProps {
  readonly link: Pick<LinkProps, 'to' | 'params' | 'search'>
  readonly children: string
}

/** The name of a thing of a list, which leads to it. */
export function TitleLink({ link, children }: TitleLinkProps) {
  return (
    <Anchor
      fw={600}
      c="inherit"
      underline="hover"
      w="fit-content"
      renderRoot={(props: Record<string, unknown>) => <Link {...link} {...props} />}
    >
      {children}
    </Anchor>
  )
}
