import type { Snippet } from '@latchkey/contract/dialects/schemas'

/** How its published clients are pointed here. A stack may be named by the slug of its space. */
export const snippets: readonly Snippet[] = [
  {
    client: 'contentstack',
    language: 'javascript',
    kinds: ['delivery'],
    text: [
      `import Contentstack from 'contentstack'`,
      '',
      'const stack = Contentstack.Stack({',
      `  api_key: '{{space}}',`,
      `  delivery_token: '{{token}}',`,
      `  environment: '{{environment}}',`,
      '})',
      `stack.setProtocol('{{protocol}}')`,
      `stack.setHost('{{host}}')`,
      'stack.setPort({{port}})',
      'const { content_types: types } = await stack.getContentTypes()',
      'console.log(types.map(({ uid }) => uid))',
    ].join('\n'),
  },
  {
    client: '@contentstack/delivery-sdk',
    language: 'javascript',
    kinds: ['delivery'],
    text: [
      `import contentstack from '@contentstack/delivery-sdk'`,
      '',
      'const stack = contentstack.stack({',
      `  apiKey: '{{space}}',`,
      `  deliveryToken: '{{token}}',`,
      `  environment: '{{environment}}',`,
      `  endpoint: '{{url}}/v3',`,
      '})',
      'const { content_types: types } = await stack.contentType().find()',
      'console.log(types.map(({ uid }) => uid))',
    ].join('\n'),
  },
  {
    client: 'curl',
    language: 'shell',
    kinds: ['preview'],
    text: [
      `curl '{{url}}/v3/content_types?environment={{environment}}' \\`,
      `  -H 'api_key: {{space}}' -H 'preview_token: {{token}}'`,
    ].join('\n'),
  },
  {
    client: '@contentstack/management',
    language: 'javascript',
    kinds: ['management'],
    text: [
      `import contentstack from '@contentstack/management'`,
      '',
      `const client = contentstack.client({ endpoint: '{{url}}/v3' })`,
      `const stack = client.stack({ api_key: '{{space}}', management_token: '{{token}}' })`,
      'const { items } = await stack.contentType().query().find()',
      'console.log(items.map(({ uid }) => uid))',
    ].join('\n'),
  },
]
