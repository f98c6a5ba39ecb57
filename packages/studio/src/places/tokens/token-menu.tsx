import { Menu } from '@mantine/core'
import IconBan from '@tabler/icons-react/icons/IconBan'
import IconEye from '@tabler/icons-react/icons/IconEye'
import IconTestPipe from '@tabler/icons-react/icons/IconTestPipe'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Token } from '../../api/answers.ts'
import { DotsMenu } from '../../pieces/dots-menu.tsx'
import { t } from '../../words/words.ts'
import { EndDialog } from './end-dialog.tsx'
import { tokenLink } from './holder-links.ts'
import { isLive } from './token-tabs.ts'
import { useKeeper } from './use-keeper.ts'

/** What can be done to a token of a list, besides pausing it. */
export function TokenMenu({ token }: { readonly token: Token }) {
  const keeper = useKeeper()
  const [ending, setEnding] = useState<'revoke' | 'delete' | null>(null)
  const { id, name } = token
  return (
    <>
      <DotsMenu label={t('tokens.deed.menu', { name })}>
        <Menu.Item
          leftSection={<IconEye size={16} />}
          renderRoot={(props: Record<string, unknown>) => <Link {...tokenLink(keeper, id)} {...props} />}
        >
          {t('tokens.deed.open')}
        </Menu.Item>
        {keeper.space !== null && isLive(token) && (
          <Menu.Item
            leftSection={<IconTestPipe size={16} />}
            renderRoot={(props: Record<string, unknown>) => (
              <Link
                to="/studio/spaces/$space/simulator"
                params={{ space: keeper.space ?? '' }}
                search={{ about: `token:${id}` }}
                {...props}
              />
            )}
          >
            {t('tokens.deed.tryOut')}
          </Menu.Item>
        )}
        <Menu.Divider />
        {isLive(token) && (
          <Menu.Item c="var(--studio-danger)" leftSection={<IconBan size={16} />} onClick={() => setEnding('revoke')}>
            {t('tokens.deed.revoke')}
          </Menu.Item>
        )}
        <Menu.Item c="var(--studio-danger)" leftSection={<IconTrash size={16} />} onClick={() => setEnding('delete')}>
          {t('tokens.deed.delete')}
        </Menu.Item>
      </DotsMenu>
      <EndDialog token={token} how={ending} onClose={() => setEnding(null)} />
    </>
  )
}
