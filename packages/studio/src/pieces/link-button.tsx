import { Button, type ButtonProps } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'

interface LinkButtonProps extends ButtonProps, Pick<LinkProps, 'to' | 'params' | 'search'> {
  readonly children: string
}

/** A link to a place that looks like a button. */
export function LinkButton({ to, params, search, children, ...rest }: LinkButtonProps) {
  return (
    <Button {...rest} renderRoot={(props: Record<string, unknown>) => <Link {...{ to, params, search }} {...props} />}>
      {children}
    </Button>
  )
}
