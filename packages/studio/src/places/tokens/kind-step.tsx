import { Badge, Group, SimpleGrid, Stack, Text, UnstyledButton } from '@mantine/core'
import { kinds } from '@latchkey/tokens/kinds'
import IconBracketsContain from '@tabler/icons-react/icons/IconBracketsContain'
import IconDeviceDesktop from '@tabler/icons-react/icons/IconDeviceDesktop'
import IconEyeEdit from '@tabler/icons-react/icons/IconEyeEdit'
import IconLock from '@tabler/icons-react/icons/IconLock'
import IconRocket from '@tabler/icons-react/icons/IconRocket'
import IconServer from '@tabler/icons-react/icons/IconServer'
import IconUserCode from '@tabler/icons-react/icons/IconUserCode'
import { language, t } from '../../words/words.ts'
import { makesKind, type OwnRights } from '../../pieces/grants/own-rights.ts'
import { type DraftKind, draftKinds } from './draft.ts'
import classes from './kind-step.module.css'

const icons = {
  delivery: IconDeviceDesktop,
  preview: IconEyeEdit,
  asset: IconLock,
  release: IconRocket,
  management: IconServer,
  api: IconBracketsContain,
  personal: IconUserCode,
} as const satisfies Record<DraftKind, unknown>

interface KindStepProps {
  readonly chosen: DraftKind | null
  /** Null while they are unknown: the server judges alone. */
  readonly rights: OwnRights | null
  readonly onChoose: (kind: DraftKind) => void
}

/** What the token is for. Each card says where it may live. */
export function KindStep({ chosen, rights, onChoose }: KindStepProps) {
  return (
    <Stack>
      <Text c="dimmed">{t('tokens.new.purposeLead')}</Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {draftKinds.map((kind) => (
          <KindCard
            key={kind}
            kind={kind}
            chosen={chosen === kind}
            closed={rights === null ? null : whyClosed(rights, kind)}
            onChoose={() => onChoose(kind)}
          />
        ))}
      </SimpleGrid>
    </Stack>
  )
}

interface KindCardProps {
  readonly kind: DraftKind
  readonly chosen: boolean
  /** Why it cannot be chosen; null: it can. */
  readonly closed: string | null
  readonly onChoose: () => void
}

function KindCard({ kind, chosen, closed, onChoose }: KindCardProps) {
  const Icon = icons[kind]
  const { publishable } = kinds[kind]
  return (
    <UnstyledButton
      className={classes['card'] ?? ''}
      aria-pressed={chosen}
      disabled={closed !== null}
      onClick={onChoose}
    >
      <Group gap="md" align="flex-start" wrap="nowrap">
        <span className={classes['icon']}>
          <Icon size={22} aria-hidden />
        </span>
        <Stack gap={4}>
          <Text fw={650}>{t(`kinds.${kind}.purpose`)}</Text>
          <Text size="sm" c="dimmed">
            {t(`kinds.${kind}.about`)}
          </Text>
          {closed !== null && (
            <Text size="sm" fw={600} c="var(--studio-warning)">
              {closed}
            </Text>
          )}
          <Group gap={6} mt={6}>
            <Badge size="sm" variant="default">
              {t(`kinds.${kind}.title`)}
            </Badge>
            <Badge size="sm" variant={publishable ? 'filled' : 'default'}>
              {t(publishable ? 'kinds.publishable' : 'kinds.serverOnly')}
            </Badge>
          </Group>
        </Stack>
      </Group>
    </UnstyledButton>
  )
}

const lists = new Intl.ListFormat(language, { type: 'disjunction' })

/** Why somebody cannot make tokens of a kind; null when they can. */
function whyClosed(rights: OwnRights, kind: DraftKind): string | null {
  const may = makesKind(rights, kind)
  if (may === 'yes') return null
  if (may === 'action') return t('tokens.rights.create')
  const makers = kinds[kind].makers.flatMap(({ reach, standings }) => (reach === 'space' ? standings : []))
  return t('tokens.rights.kind', { makers: lists.format(makers.map((each) => t(`tokens.standing.${each}`))) })
}
