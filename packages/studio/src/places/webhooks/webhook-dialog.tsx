import { useState } from 'react'
import type { Webhook } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { webhooksQuery } from '../../api/queries.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { SecretOnce } from '../../pieces/secret-once.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { newWebhook, webhookBody, type WebhookDraft, WebhookForm } from './webhook-form.tsx'

interface DialogProps {
  readonly space: string
  readonly opened: boolean
  readonly onClose: () => void
}

const pointers = ['/name', '/url', '/events', '/types', '/environments']

/** Makes a webhook, and shows its signing secret, once. */
export function NewWebhookDialog({ space, opened, onClose }: DialogProps) {
  const [draft, setDraft] = useState(newWebhook)
  const create = useDeed({
    run: () => api.webhooks.create({ space }, { body: webhookBody(draft), idempotencyKey: crypto.randomUUID() }),
    stale: [webhooksQuery(space).queryKey],
  })
  const made = create.data
  const close = () => {
    if (made !== undefined) setDraft(newWebhook)
    create.reset()
    onClose()
  }
  if (made?.secret !== undefined) {
    return (
      <Dialog
        opened={opened}
        onClose={close}
        closeOnClickOutside={false}
        title={t('webhooks.secretTitle', { name: made.name })}
      >
        <SecretOnce
          label={t('webhooks.secretLabel')}
          lead={t('webhooks.secretLead')}
          secret={made.secret}
          onDone={close}
        />
      </Dialog>
    )
  }
  return (
    <DialogForm
      opened={opened}
      onClose={close}
      title={t('webhooks.createTitle')}
      submit={t('shared.create')}
      saving={create.isPending}
      error={create.error}
      except={pointers}
      onSubmit={() => create.mutate()}
    >
      <WebhookForm
        space={space}
        draft={draft}
        error={create.error}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
    </DialogForm>
  )
}

/** Changes a webhook. */
export function EditWebhookDialog({ space, webhook, opened, onClose }: DialogProps & { readonly webhook: Webhook }) {
  const [draft, setDraft] = useState<WebhookDraft>(() => ({
    name: webhook.name,
    url: webhook.url,
    events: webhook.events,
    types: webhook.types ?? [],
    environments: webhook.environments ?? [],
  }))
  const save = useDeed({
    run: () =>
      api.webhooks.update({ space, webhook: webhook.id }, { body: webhookBody(draft), ifMatch: webhook.version }),
    done: t('webhooks.saved'),
    stale: [webhooksQuery(space).queryKey],
    onDone: onClose,
  })
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t('webhooks.editTitle')}
      submit={t('shared.save')}
      saving={save.isPending}
      error={save.error}
      except={pointers}
      onSubmit={() => save.mutate()}
    >
      <WebhookForm
        space={space}
        draft={draft}
        error={save.error}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
    </DialogForm>
  )
}
