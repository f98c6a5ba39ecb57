import { ActionIcon, Anchor, Badge, Group, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconDots from '@tabler/icons-react/icons/IconDots'
import IconFolderSymlink from '@tabler/icons-react/icons/IconFolderSymlink'
import { Link } from '@tanstack/react-router'
import type { ContentType, TypeGroup } from '../../api/answers.ts'
import type { Permit } from '../../api/use-may.ts'
import { LinkButton } from '../../pieces/link-button.tsx'
import { PermitItem } from '../../pieces/permit-item.tsx'
import { RowCard } from '../../pieces/row-card.tsx'
import { t } from '../../words/words.ts'
import { nameOf } from '../entries/entry-title.ts'
import type { PlacedGroup } from './groups-in-order.ts'
import { RegroupDialog } from './regroup-dialog.tsx'

/** How many fields of a type a list names. */
const shownMax = 8

interface TypeCardProps {
  readonly space: string
  readonly type: ContentType
  readonly groups: readonly PlacedGroup<TypeGroup>[]
  /** Whether the person may put it elsewhere. */
  readonly change: Permit
}

/** A content type of a list. */
export function TypeCard({ space, type, groups, change }: TypeCardProps) {
  const [moving, move] = useDisclosure(false)
  const { slug, name, fields, singleton } = type
  const named = fields.slice(0, shownMax).map(nameOf)
  return (
    <RowCard
      actions={
        <>
          <LinkButton
            variant="default"
            size="xs"
            to="/studio/spaces/$space/content"
            params={{ space }}
            search={{ type: slug }}
          >
            {t('types.entries')}
          </LinkButton>
          {groups.length > 0 && (
            <Menu position="bottom-end" width={220}>
              <Menu.Target>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  c="inherit"
                  aria-label={t('types.group.menuOfType', { name })}
                >
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <PermitItem leftSection={<IconFolderSymlink size={16} />} permit={change} onClick={move.open}>
                  {t('types.group.move')}
                </PermitItem>
              </Menu.Dropdown>
            </Menu>
          )}
          <RegroupDialog {...{ space, type, groups }} opened={moving} onClose={move.close} />
        </>
      }
    >
      <Group gap="sm">
        <Anchor
          fw={600}
          c="inherit"
          underline="hover"
          renderRoot={(props: Record<string, unknown>) => (
            <Link to="/studio/spaces/$space/content-types/$type" params={{ space, type: slug }} {...props} />
          )}
        >
          {name}
        </Anchor>
        <Text size="xs" c="dimmed" ff="monospace">
          {slug}
        </Text>
        {singleton && <Badge variant="default">{t('types.isSingleton')}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        {t('types.count', { count: fields.length })}
        {named.length > 0 && `: ${named.join(', ')}${fields.length > shownMax ? ', …' : ''}`}
      </Text>
    </RowCard>
  )
}
