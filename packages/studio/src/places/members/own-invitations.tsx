import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { OwnInvitation } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { ownInvitationsQuery, spacesQuery } from '../../api/queries.ts'
import { notifyProblem } from '../../pieces/notify.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { language, t } from '../../words/words.ts'

const lists = new Intl.ListFormat(language, { type: 'conjunction' })

/** To what a person is invited; nothing where there is no invitation. */
export function OwnInvitations() {
  const invitations = useQuery(ownInvitationsQuery).data ?? []
  if (invitations.length === 0) return null
  return (
    <Section title={t('members.own.title')}>
      <RowCards label={t('members.own.title')}>
        {invitations.map((invitation) => (
          <OwnInvitationCard key={invitation.id} invitation={invitation} />
        ))}
      </RowCards>
    </Section>
  )
}

function OwnInvitationCard({ invitation: { id, space, organization, roles } }: { readonly invitation: OwnInvitation }) {
  const what = space?.name ?? organization?.name ?? ''
  const stale = [ownInvitationsQuery.queryKey, spacesQuery.queryKey, ['organizations']]
  const accept = useDeed({
    run: () => api.accountInvitations.accept({ invitation: id }),
    done: t('members.own.accepted', { what }),
    stale,
  })
  const decline = useDeed({
    run: () => api.accountInvitations.decline({ invitation: id }),
    done: t('members.own.declined'),
    stale,
  })
  const press = (deed: typeof accept | typeof decline) => deed.mutate(undefined, { onError: notifyProblem })
  return (
    <RowCard
      actions={
        <>
          <Button
            size="xs"
            loading={accept.isPending}
            aria-label={t('members.own.acceptOf', { what })}
            onClick={() => press(accept)}
          >
            {t('members.own.accept')}
          </Button>
          <Button
            size="xs"
            variant="default"
            loading={decline.isPending}
            aria-label={t('members.own.declineOf', { what })}
            onClick={() => press(decline)}
          >
            {t('members.own.decline')}
          </Button>
        </>
      }
    >
      <Text size="sm">{t('members.own.text', { what, roles: lists.format(roles) })}</Text>
    </RowCard>
  )
}
