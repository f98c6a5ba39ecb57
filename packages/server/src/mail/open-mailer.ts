import type { Mailer } from './mailer.ts'
import { openCommandMailer } from './mailer-command.ts'
import { openFolderMailer } from './mailer-folder.ts'

/** What a server is told about letters. */
export interface MailConfiguration {
  /** A program that takes letters as `sendmail` does; null: they lie in the folder. */
  readonly command: string | null
  readonly folder: string
  readonly from: string
}

export function openMailer({ command, folder, from }: MailConfiguration): Mailer {
  return command === null ? openFolderMailer(folder, from) : openCommandMailer(command, from)
}
