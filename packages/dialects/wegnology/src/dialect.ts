import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { snippets } from './snippets.ts'
import { userApi } from './surface.ts'

/** WEGnology, and Losant, whose API it is: users' tokens, organizations and applications, as `wegnology-rest` speaks it. */
export const wegnology: Dialect = {
  name: 'wegnology',
  title: 'WEGnology, Losant',
  documentation: 'https://docs.losant.com/rest-api/overview/',
  snippets,
  surfaces: [userApi],
}
