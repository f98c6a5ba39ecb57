import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { FrontPage } from '../pieces/front-page.tsx'
import { t } from '../words/words.ts'

export function NotFoundPage() {
  return (
    <FrontPage title={t('shared.problem.notFound')}>
      <Text>{t('shared.problem.notFoundHint')}</Text>
      <Anchor renderRoot={(props) => <Link to="/studio" {...props} />}>{t('shell.product')}</Anchor>
    </FrontPage>
  )
}
