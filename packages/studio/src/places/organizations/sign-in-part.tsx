import { Alert, Badge, Button, Group, PasswordInput, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Connection, Domain } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { connectionQuery, domainsQuery, sessionQuery } from '../../api/queries.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { PartProps } from './part-props.ts'

/** Where the people of an organization sign in. */
export function SignInPart({ organization: { slug } }: PartProps) {
  const connection = useQuery({ ...connectionQuery(slug), retry: false })
  return (
    <Stack maw={820}>
      <ProblemAlert error={connection.error} />
      {connection.isSuccess && (
        <>
          <ConnectionForm key={connection.data?.version ?? 0} connection={connection.data} organization={slug} />
          <Domains organization={slug} />
        </>
      )}
    </Stack>
  )
}

interface ConnectionFormProps {
  /** Null: not set up. */
  readonly connection: Connection | null
  readonly organization: string
}

function ConnectionForm({ connection, organization }: ConnectionFormProps) {
  const [issuer, setIssuer] = useState(connection?.issuer ?? '')
  const [client, setClient] = useState(connection?.client_id ?? '')
  const [secret, setSecret] = useState('')
  const [provisioning, setProvisioning] = useState(connection?.provisioning === 'member')
  const [required, setRequired] = useState(connection?.required ?? false)
  const stale = [['organizations']]
  const save = useDeed({
    run: () =>
      api.sso.set(
        { organization },
        {
          body: {
            issuer: issuer.trim(),
            client_id: client.trim(),
            ...(secret !== '' && { client_secret: secret }),
            ...(connection !== null && { scopes: [...connection.scopes], claims: connection.claims }),
            provisioning: provisioning ? 'member' : 'off',
            required,
          },
        },
      ),
    done: t('organizations.signIn.saved'),
    stale,
  })
  const remove = useDeed({
    run: () => api.sso.remove({ organization }),
    done: t('organizations.signIn.removed'),
    stale,
  })
  const pointers = ['/issuer', '/client_id', '/client_secret']
  return (
    <Section title={t('organizations.signIn.title')} lead={t('organizations.signIn.lead')}>
      {connection === null && (
        <Text size="sm" c="dimmed">
          {t('organizations.signIn.off')}
        </Text>
      )}
      {connection !== null &&
        (connection.redirect_uri === null ? (
          <Alert color="yellow" variant="light">
            {t('organizations.signIn.redirectNone')}
          </Alert>
        ) : (
          <CodeBlock label={t('organizations.signIn.redirect')} code={connection.redirect_uri} />
        ))}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack align="flex-start">
          <TextInput
            w="100%"
            type="url"
            label={t('organizations.signIn.issuer')}
            description={t('organizations.signIn.issuerHint')}
            required
            withAsterisk={false}
            autoComplete="off"
            value={issuer}
            error={issueAt(save.error, '/issuer')}
            onChange={(event) => setIssuer(event.currentTarget.value)}
          />
          <TextInput
            w="100%"
            label={t('organizations.signIn.client')}
            required
            withAsterisk={false}
            autoComplete="off"
            value={client}
            error={issueAt(save.error, '/client_id')}
            onChange={(event) => setClient(event.currentTarget.value)}
          />
          <PasswordInput
            w="100%"
            label={t('organizations.signIn.secret')}
            description={connection?.client_secret_set === true ? t('organizations.signIn.secretKept') : undefined}
            autoComplete="off"
            value={secret}
            error={issueAt(save.error, '/client_secret')}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
          <Switch
            withThumbIndicator={false}
            label={t('organizations.signIn.provisioning')}
            checked={provisioning}
            onChange={(event) => setProvisioning(event.currentTarget.checked)}
          />
          <Switch
            withThumbIndicator={false}
            label={t('organizations.signIn.required')}
            checked={required}
            onChange={(event) => setRequired(event.currentTarget.checked)}
          />
          <ProblemAlert error={save.error} except={pointers} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t('organizations.signIn.save')}
            </Button>
            {connection !== null && (
              <ConfirmButton
                label={t('organizations.signIn.remove')}
                title={t('organizations.signIn.removeTitle')}
                text={t('organizations.signIn.removeText')}
                deed={remove}
              />
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  )
}

function Domains({ organization }: { readonly organization: string }) {
  const list = useQuery(domainsQuery(organization))
  const [claiming, dialog] = useDisclosure(false)
  const claim = useDeed({
    run: (domain: string) =>
      api.organizationDomains.claim(
        { organization },
        { body: { domain: domain.toLowerCase() }, idempotencyKey: crypto.randomUUID() },
      ),
    done: ({ domain }) => t('organizations.signIn.claimed', { domain }),
    stale: [domainsQuery(organization).queryKey],
  })
  return (
    <Section
      title={t('organizations.signIn.domains')}
      lead={t('organizations.signIn.domainsLead')}
      actions={
        <Button variant="default" onClick={dialog.open}>
          {t('organizations.signIn.claim')}
        </Button>
      }
    >
      <ProblemAlert error={list.error} />
      {list.isSuccess && list.data.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('organizations.signIn.domainsNone')}
        </Text>
      )}
      <RowCards label={t('organizations.signIn.domains')}>
        {(list.data ?? []).map((domain) => (
          <DomainCard key={domain.domain} domain={domain} organization={organization} />
        ))}
      </RowCards>
      <TextDialog
        opened={claiming}
        onClose={dialog.close}
        title={t('organizations.signIn.claim')}
        submit={t('organizations.signIn.claim')}
        label={t('organizations.signIn.domain')}
        pointer="/domain"
        deed={claim}
      />
    </Section>
  )
}

interface DomainCardProps {
  readonly domain: Domain
  readonly organization: string
}

function DomainCard({ domain: { domain, confirmed }, organization }: DomainCardProps) {
  const administers = useQuery(sessionQuery).data?.account.installation_administrator === true
  const params = { organization, domain }
  const stale = [domainsQuery(organization).queryKey]
  const confirm = useDeed({
    run: () => api.organizationDomains.confirm(params),
    done: t('organizations.signIn.isConfirmed', { domain }),
    stale,
  })
  const release = useDeed({
    run: () => api.organizationDomains.release(params),
    done: t('organizations.signIn.released', { domain }),
    stale,
  })
  return (
    <RowCard
      actions={
        <>
          {!confirmed && administers && (
            <Button
              size="xs"
              loading={confirm.isPending}
              aria-label={t('organizations.signIn.confirmOf', { domain })}
              onClick={() => confirm.mutate(undefined, { onError: notifyProblem })}
            >
              {t('organizations.signIn.confirm')}
            </Button>
          )}
          <ConfirmButton
            size="xs"
            label={t('organizations.signIn.release')}
            name={t('organizations.signIn.releaseOf', { domain })}
            title={t('organizations.signIn.releaseOf', { domain })}
            text={t('organizations.signIn.releaseText')}
            deed={release}
          />
        </>
      }
    >
      <Group gap="sm">
        <Text fw={600}>{domain}</Text>
        <Badge color={confirmed ? 'key' : 'yellow'} variant="light">
          {t(confirmed ? 'organizations.signIn.confirmed' : 'organizations.signIn.waiting')}
        </Badge>
      </Group>
    </RowCard>
  )
}
