import { Button, Stack, Switch, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import type { Environment } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { environmentsQuery } from '../../api/queries.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

/** Where content is published to. */
export function EnvironmentSettings({ space }: { readonly space: string }) {
  const list = useQuery(environmentsQuery(space))
  const [adding, add] = useDisclosure(false)
  const create = useDeed({
    run: (slug: string) => api.environments.create({ space }, { body: { slug }, idempotencyKey: crypto.randomUUID() }),
    done: ({ slug }) => t('settings.environments.added', { slug }),
    stale: [environmentsQuery(space).queryKey],
  })
  return (
    <Stack maw={760}>
      <Section
        title={t('settings.tabs.environments')}
        lead={t('settings.environments.lead')}
        actions={
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add.open}>
            {t('settings.environments.add')}
          </Button>
        }
      >
        <ProblemAlert error={list.error} />
        <RowCards label={t('settings.tabs.environments')}>
          {(list.data ?? []).map((environment) => (
            <EnvironmentCard key={environment.id} environment={environment} space={space} />
          ))}
        </RowCards>
      </Section>
      <TextDialog
        opened={adding}
        onClose={add.close}
        title={t('settings.environments.add')}
        submit={t('shared.create')}
        label={t('settings.environments.slug')}
        hint={t('settings.environments.slugHint', { example: 'staging' })}
        pointer="/slug"
        deed={create}
      />
    </Stack>
  )
}

interface EnvironmentCardProps {
  readonly environment: Environment
  readonly space: string
}

function EnvironmentCard({ environment: { slug, requires_review: review }, space }: EnvironmentCardProps) {
  const [renaming, rename] = useDisclosure(false)
  const stale = [['spaces', space]]
  const save = useDeed({
    run: (next: string) => api.environments.update({ space, environment: slug }, { body: { slug: next } }),
    done: (saved) => t('settings.environments.renamed', { slug: saved.slug }),
    stale,
  })
  const setReview = useDeed({
    run: (next: boolean) => api.environments.update({ space, environment: slug }, { body: { requires_review: next } }),
    done: t('settings.environments.reviewSaved'),
    stale,
  })
  const remove = useDeed({
    run: () => api.environments.delete({ space, environment: slug }),
    done: t('settings.environments.deleted', { slug }),
    stale,
  })
  return (
    <RowCard
      actions={
        <>
          <Button
            variant="default"
            size="xs"
            aria-label={t('settings.environments.renameOf', { slug })}
            onClick={rename.open}
          >
            {t('settings.environments.rename')}
          </Button>
          <ConfirmButton
            size="xs"
            label={t('settings.environments.delete')}
            name={t('settings.environments.deleteOf', { slug })}
            title={t('settings.environments.deleteTitle', { slug })}
            text={t('settings.environments.deleteText')}
            deed={remove}
          />
        </>
      }
    >
      <Text fw={600}>{slug}</Text>
      <Switch
        size="sm"
        withThumbIndicator={false}
        label={t('settings.environments.review')}
        aria-label={t('settings.environments.reviewOf', { slug })}
        checked={review}
        disabled={setReview.isPending}
        onChange={(event) => setReview.mutate(event.currentTarget.checked, { onError: notifyProblem })}
      />
      <TextDialog
        key={slug}
        opened={renaming}
        onClose={rename.close}
        title={t('settings.environments.renameOf', { slug })}
        submit={t('settings.environments.rename')}
        label={t('settings.environments.slug')}
        text={t('settings.environments.renameText')}
        initial={slug}
        pointer="/slug"
        deed={save}
      />
    </RowCard>
  )
}
