import { tokenKinds } from '@latchkey/tokens/kinds'
import { type Static, Type } from 'typebox'
import { oneOf, strict } from '../schema.ts'

/** A program for a client of another platform, complete but for what `{{…}}` stands for; the client's `fillSnippet` writes it. */
export const Snippet = strict({
  client: Type.String({ examples: ['curl'], description: 'The client that it uses.' }),
  language: oneOf(['javascript', 'shell']),
  kinds: Type.Array(oneOf(tokenKinds), { description: 'The kinds of token that it works with.' }),
  text: Type.String({
    description:
      'Makes one call that reads. `{{token}}`, `{{url}}`, `{{protocol}}`, `{{host}}`, `{{port}}`, `{{space}}` and `{{environment}}` stand for what differs.',
  }),
})
export type Snippet = Static<typeof Snippet>

/** An API of another platform that this server speaks. */
export const SpokenDialect = strict({
  name: Type.String({ description: 'Its path on this server begins so.' }),
  title: Type.String({ description: 'The platform.' }),
  documentation: Type.String({ description: 'What the platform says about its API.' }),
  snippets: Type.Array(Snippet),
})
