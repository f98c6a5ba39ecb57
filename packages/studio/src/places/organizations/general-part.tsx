import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { organizationMembersQuery, organizationsQuery, sessionQuery, spacesQuery } from '../../api/queries.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { type Names, NamesForm } from '../../pieces/names-form.tsx'
import { Section } from '../../pieces/section.tsx'
import { TransferForm } from '../../pieces/transfer-form.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { PartProps } from './part-props.ts'

/** Name and address of an organization, and the ways out of it. */
export function GeneralPart({ organization }: PartProps) {
  const { slug, name, owner } = organization
  const me = useQuery(sessionQuery).data?.account.id
  const navigate = useNavigate()
  const leavePage = () => navigate({ to: '/studio/organizations' })
  const stale = [organizationsQuery.queryKey, spacesQuery.queryKey]
  const leave = useDeed({
    run: () => api.accountOrganizations.leave({ organization: slug }),
    done: t('organizations.general.left'),
    leave: leavePage,
    stale,
  })
  const remove = useDeed({
    run: () => api.organizations.delete({ organization: slug }),
    done: t('organizations.general.deleted'),
    leave: leavePage,
    stale,
  })
  return (
    <Stack maw={640}>
      <OrganizationNames key={slug + name} organization={organization} />
      <Section title={t('settings.general.danger')}>
        {owner === me ? (
          <>
            <Transfer organization={organization} />
            <ConfirmButton
              w="fit-content"
              label={t('organizations.general.delete')}
              title={t('organizations.general.deleteTitle', { name })}
              text={t('organizations.general.deleteText')}
              deed={remove}
            />
          </>
        ) : (
          <ConfirmButton
            w="fit-content"
            label={t('organizations.general.leave')}
            title={t('organizations.general.leaveTitle', { name })}
            text={t('organizations.general.leaveText')}
            deed={leave}
          />
        )}
      </Section>
    </Stack>
  )
}

function OrganizationNames({ organization }: PartProps) {
  const navigate = useNavigate()
  const save = useDeed({
    run: (names: Names) => api.organizations.update({ organization: organization.slug }, { body: names }),
    done: t('organizations.general.saved'),
    stale: [organizationsQuery.queryKey],
    onDone: (saved) =>
      void navigate({
        to: '/studio/organizations/$organization',
        params: { organization: saved.slug },
        search: { part: 'general' },
        replace: true,
      }),
  })
  return (
    <Section title={t('settings.general.title')}>
      <NamesForm
        names={organization}
        labels={{ name: t('organizations.name'), slug: t('organizations.slug') }}
        deed={save}
      />
    </Section>
  )
}

function Transfer({ organization: { slug, owner } }: PartProps) {
  const people = useQuery(organizationMembersQuery(slug)).data ?? []
  const transfer = useDeed({
    run: (account: string) => api.organizations.transfer({ organization: slug }, { body: { account } }),
    done: t('organizations.general.transferred'),
    stale: [organizationsQuery.queryKey],
  })
  return (
    <TransferForm
      label={t('organizations.general.transferTo')}
      submit={t('organizations.general.transfer')}
      people={people.filter(({ account }) => account !== owner)}
      deed={transfer}
    />
  )
}
