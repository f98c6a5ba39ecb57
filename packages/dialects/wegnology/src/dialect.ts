import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { userApi } from './surface.ts'

/** WEGnology, and Losant, whose API it is: users' tokens, organizations and applications, as `wegnology-rest` speaks it. */
export const wegnology: Dialect = { name: 'wegnology', surfaces: [userApi] }
