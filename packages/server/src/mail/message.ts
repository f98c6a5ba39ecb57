import type { Letter } from './mailer.ts'

/** Addresses that need no quoting anywhere, so that none can name a second receiver or an option of a program. */
const plainAddress = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.][A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*@[A-Za-z0-9.-]+$/

/** A letter as RFC 5322 text. Throws for an address that cannot stand in it as it is. */
export function messageOf({ to, subject, text }: Letter, from: string, now: Date): string {
  if (!plainAddress.test(to)) throw new Error('The address has characters that mail is not sent to.')
  const headers = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]
  const body = Buffer.from(text).toString('base64').replaceAll(/.{76}/g, '$&\r\n')
  return `${headers.join('\r\n')}\r\n\r\n${body}\r\n`
}
