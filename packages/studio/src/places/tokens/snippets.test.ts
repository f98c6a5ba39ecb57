import { expect, test } from 'vitest'
import type { SpokenDialect } from '../../api/answers.ts'
import { clientPrograms, curlSnippet, environmentFile } from './snippets.ts'

test('a shell takes the request as it stands, with the secret in a variable', () => {
  expect(curlSnippet('https://content.example.com', '/api/v1/session', 'lk_pat_x')).toBe(
    [
      `export LATCHKEY_TOKEN='lk_pat_x'`,
      'curl -g -H "Authorization: Bearer $LATCHKEY_TOKEN" \\',
      `  'https://content.example.com/api/v1/session'`,
    ].join('\n'),
  )
})

test('a file of variables names the server and the token', () => {
  expect(environmentFile('https://content.example.com', 'lk_pat_x')).toBe(
    'LATCHKEY_URL=https://content.example.com\nLATCHKEY_TOKEN=lk_pat_x\n',
  )
})

test('another platform has the programs of its dialect for the kind, filled with what is known', () => {
  const snippets: SpokenDialect['snippets'] = [
    {
      client: 'their-client',
      language: 'javascript',
      kinds: ['delivery'],
      text: `get('{{url}}/{{space}}', '{{token}}')`,
    },
    { client: 'their-tool', language: 'shell', kinds: ['personal'], text: '' },
  ]
  const dialect = { name: 'theirs', title: 'Theirs', documentation: 'https://docs.example.com', snippets }
  const token = { kind: 'delivery', space: { id: '1', slug: 'shop' }, environment: null } as const
  const [program, ...others] = clientPrograms('https://content.example.com', token, [dialect])
  expect(others).toEqual([])
  expect(program).toMatchObject({ id: 'theirs their-client', platform: 'Theirs', client: 'their-client' })
  expect(program?.write('lk_dlv_x')).toBe(`get('https://content.example.com/shop', 'lk_dlv_x')`)
})
