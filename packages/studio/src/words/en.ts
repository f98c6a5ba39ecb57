import { account } from './en/account.ts'
import { kinds } from './en/kinds.ts'
import { links } from './en/links.ts'
import { roles } from './en/roles.ts'
import { shared } from './en/shared.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'
import { simulator } from './en/simulator.ts'
import { tokens } from './en/tokens.ts'

/** The texts of the studio that every page may need, in English; another language is another object of the same shape. */
export const en = {
  account,
  kinds,
  links,
  roles,
  shared,
  shell,
  signIn,
  simulator,
  tokens,
} as const
