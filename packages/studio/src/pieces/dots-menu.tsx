import { ActionIcon, Menu } from '@mantine/core'
import IconDots from '@tabler/icons-react/icons/IconDots'
import type { ReactNode } from 'react'

interface DotsMenuProps {
  /** What its deeds are about: “Actions for Storefront”. */
  readonly label: string
  /** Of the list that opens, in pixels. */
  readonly width?: number
  /** Of the button in pixels, which has a frame then, as beside other buttons; absent: as in a row. */
  readonly size?: number
  readonly children: ReactNode
}

/** What else can be done, behind three dots. */
export function DotsMenu({ label, width = 220, size, children }: DotsMenuProps) {
  return (
    <Menu position="bottom-end" width={width}>
      <Menu.Target>
        {size === undefined ? (
          <ActionIcon variant="subtle" color="gray" c="inherit" aria-label={label}>
            <IconDots size={18} />
          </ActionIcon>
        ) : (
          <ActionIcon variant="default" size={size} aria-label={label}>
            <IconDots size={18} />
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
