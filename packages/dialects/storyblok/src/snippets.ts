import type { Snippet } from '@latchkey/contract/dialects/schemas'

const stories = (version: 'published' | 'draft') =>
  [
    `import StoryblokClient from 'storyblok-js-client'`,
    '',
    `const storyblok = new StoryblokClient({ accessToken: '{{token}}', endpoint: '{{url}}/storyblok/v2' })`,
    `const { data } = await storyblok.get('cdn/stories', { version: '${version}' })`,
    'console.log(data.stories.map(({ full_slug }) => full_slug))',
  ].join('\n')

/** How its published clients are pointed here. */
export const snippets: readonly Snippet[] = [
  {
    client: 'storyblok-js-client',
    language: 'javascript',
    kinds: ['delivery', 'release'],
    text: stories('published'),
  },
  { client: 'storyblok-js-client', language: 'javascript', kinds: ['preview'], text: stories('draft') },
  {
    client: '@storyblok/js',
    language: 'javascript',
    kinds: ['delivery'],
    text: [
      `import { apiPlugin, storyblokInit } from '@storyblok/js'`,
      '',
      'const { storyblokApi } = storyblokInit({',
      `  accessToken: '{{token}}',`,
      '  use: [apiPlugin],',
      `  apiOptions: { endpoint: '{{url}}/storyblok/v2' },`,
      '})',
      `const { data } = await storyblokApi.get('cdn/stories', { version: 'published' })`,
      'console.log(data.stories.map(({ full_slug }) => full_slug))',
    ].join('\n'),
  },
  {
    client: '@storyblok/management-api-client',
    language: 'javascript',
    kinds: ['personal'],
    text: [
      `import { createManagementApiClient } from '@storyblok/management-api-client'`,
      '',
      `const storyblok = createManagementApiClient({ personalAccessToken: '{{token}}', baseUrl: '{{url}}/storyblok' })`,
      'const { data } = await storyblok.spaces.list()',
      'console.log(data.spaces.map(({ id, name }) => [id, name]))',
    ].join('\n'),
  },
]
