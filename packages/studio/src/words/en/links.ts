export const links = {
  reset: {
    title: 'Choose a new password',
    lead: 'All sessions of your account end with it.',
    password: 'New password',
    submit: 'Set the password',
    done: 'Your password is set. Sign in with it.',
  },
  confirm: {
    title: 'Confirm your address',
    lead: 'From now on you sign in with the address that this link was sent to.',
    submit: 'Use this address',
    done: 'Your new address counts from now on.',
  },
  invitation: {
    title: 'You are invited',
    lead: 'To {{what}}, as {{email}}. Choose a name and a password for your account.',
    already: 'You have an account? Sign in: the invitation waits on your profile.',
    submit: 'Accept the invitation',
    done: 'Your account is there, and the invitation accepted. Sign in.',
  },
  sso: {
    waiting: 'Signing in …',
    failed: 'The sign-in did not work',
  },
  noSecret: 'The link is not whole: open it from the letter again, or ask for another.',
  toSignIn: 'To the sign-in',
} as const
