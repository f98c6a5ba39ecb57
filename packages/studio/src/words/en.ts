import { kinds } from './en/kinds.ts'
import { shared } from './en/shared.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'
import { tokenList } from './en/token-list.ts'

/** The texts of the first pages, in English; another language is another object of the same shape. */
export const en = { kinds, shared, shell, signIn, tokens: tokenList } as const
