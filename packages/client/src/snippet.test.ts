import { expect, test } from 'vitest'
import { fillSnippet, snippetValues } from './snippet.ts'

const token = { token: 'lk_dlv_x', space: 'shop', environment: 'production' }

test('a snippet gets what it leaves room for, and what nobody knows stays', () => {
  const values = snippetValues('http://localhost:4010/studio', token)
  expect(fillSnippet('{{protocol}} {{host}} {{port}} {{url}} {{space}} {{token}} {{other}} ${here}', values)).toBe(
    'http localhost 4010 http://localhost:4010 shop lk_dlv_x {{other}} ${here}',
  )
})

test('an address without a port has that of its protocol', () => {
  expect(snippetValues('https://content.example.com', token).port).toBe('443')
  expect(snippetValues('http://content.example.com', token).port).toBe('80')
})
