import { cometcms } from './cometcms.ts'
import { contentstack } from './contentstack.ts'
import { latchkey } from './latchkey.ts'
import type { System } from './rule.ts'
import { storyblok } from './storyblok.ts'
import { weegloo } from './weegloo.ts'
import { wegnology } from './wegnology.ts'

/** Every system whose rules about tokens hold here, and at the end what none of them has. */
export const systems: readonly System[] = [weegloo, cometcms, storyblok, contentstack, wegnology, latchkey]
