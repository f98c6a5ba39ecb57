import { Menu, type MenuItemProps, Text } from '@mantine/core'
import type { Permit } from '../api/use-may.ts'

interface PermitItemProps extends MenuItemProps {
  readonly permit: Permit
  readonly onClick: () => void
  readonly children: string
}

/** An item of a menu for what may not be open to the person: then it says why. */
export function PermitItem({ permit, onClick, children, ...rest }: PermitItemProps) {
  return (
    <Menu.Item {...rest} disabled={!permit.allowed} onClick={onClick}>
      {children}
      {!permit.allowed && (
        <Text component="span" display="block" size="xs">
          {permit.why}
        </Text>
      )}
    </Menu.Item>
  )
}
