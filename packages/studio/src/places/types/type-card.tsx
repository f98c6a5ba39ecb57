import { Badge, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconFolderSymlink from '@tabler/icons-react/icons/IconFolderSymlink'
import type { ContentType, TypeGroup } from '../../api/answers.ts'
import type { Permit } from '../../api/use-may.ts'
import { DotsMenu } from '../../pieces/dots-menu.tsx'
import { LinkButton } from '../../pieces/link-button.tsx'
import { PermitItem } from '../../pieces/permit-item.tsx'
import { RowCard } from '../../pieces/row-card.tsx'
import { TitleLink } from '../../pieces/title-link.tsx'
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
            <DotsMenu label={t('types.group.menuOfType', { name })}>
              <PermitItem leftSection={<IconFolderSymlink size={16} />} permit={change} onClick={move.open}>
                {t('types.group.move')}
              </PermitItem>
            </DotsMenu>
          )}
          <RegroupDialog {...{ space, type, groups }} opened={moving} onClose={move.close} />
        </>
      }
    >
      <Group gap="sm">
        <TitleLink link={{ to: '/studio/spaces/$space/content-types/$type', params: { space, type: slug } }}>
          {name}
        </TitleLink>
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
