/** The form in which addresses are compared, stored as `email_norm`: one person, one account, however it was typed. */
export function normalizeEmail(email: string): string {
  return email.normalize('NFKC').toLowerCase()
}
