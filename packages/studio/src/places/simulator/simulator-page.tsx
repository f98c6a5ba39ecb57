import { Grid, Paper, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { t } from '../../words/words.ts'
import { Answer } from './answer.tsx'
import { type Asked, nothingAsked, questionOf } from './question.ts'
import { QuestionForm } from './question-form.tsx'

/** Asks the code that decides about requests what a token or a role may do, and shows why. */
export function SimulatorPage() {
  const { space = '' } = useParams({ strict: false })
  const { about = null } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [asked, setAsked] = useState<Asked>(nothingAsked)
  const [settled] = useDebouncedValue(asked, 250)
  const question = questionOf(settled)
  const [who, id = ''] = (about ?? '').split(':')
  const answer = useQuery({
    queryKey: ['spaces', space, 'explain', about, question],
    queryFn: async () => {
      if (question === null) return null
      return who === 'role'
        ? api.roles.explain({ space, role: id }, { body: question })
        : api.tokens.explain({ space, token: id }, { body: question })
    },
    enabled: about !== null && question !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  return (
    <Page title={t('simulator.title')} lead={t('simulator.lead')}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Paper p={{ base: 'md', xs: 'lg' }}>
            <QuestionForm
              space={space}
              about={about}
              asked={asked}
              error={answer.error}
              onAbout={(next) =>
                void navigate({
                  to: '/studio/spaces/$space/simulator',
                  params: { space },
                  search: next === null ? {} : { about: next },
                  replace: true,
                })
              }
              onAsk={(part) => setAsked({ ...asked, ...part })}
            />
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack aria-live="polite">
            <ProblemAlert error={answer.error} />
            {about === null || question === null || answer.data === undefined || answer.data === null ? (
              answer.error === null && (
                <Paper p="xl">
                  <Text c="dimmed">{t('simulator.empty')}</Text>
                </Paper>
              )
            ) : (
              <Answer answer={answer.data} />
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}
