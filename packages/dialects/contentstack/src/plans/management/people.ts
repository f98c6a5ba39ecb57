import { showAccount, updateAccount } from '@latchkey/contract/account/operations'
import { listOrganizations, showOrganization } from '@latchkey/contract/organizations/operations'
import { login, logout } from '@latchkey/contract/session/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { readAll } from '@latchkey/dialect-kit/read-all'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { organizationOf, userOf } from '../../from-result/person.ts'
import { textIn, thingIn } from '../../to-input/body.ts'
import { idOf } from '../../uids.ts'

/** `POST user-session`: an authtoken for an e-mail address and a password, and a code where the account has a second step. */
export function* logIn({ body }: VendorRequest): Plan {
  const user = thingIn(body, 'user')
  const code = textIn(user, 'tfa_token')
  const begun = yield* call(login, {
    body: {
      email: textIn(user, 'email') ?? '',
      password: textIn(user, 'password') ?? '',
      ...(code !== undefined && code !== '' && { code }),
    },
  })
  if ('second_factor_required' in begun) {
    const message = 'Please login using the Two-Factor verification Token'
    const asking = { error_message: message, error_code: 294, errors: {}, tfa_type: 'totp_authenticator' }
    return { status: 401, body: asking }
  }
  return {
    status: 200,
    body: { notice: 'Login Successful.', user: { ...userOf(begun.account, []), authtoken: begun.secret } },
  }
}

/** `DELETE user-session` */
export function* logOut(): Plan {
  yield* call(logout, {})
  return { status: 200, body: { notice: "You've logged out successfully!" } }
}

/** `GET user` */
export function* showUser(): Plan {
  const account = yield* call(showAccount, {})
  const organizations = yield* readOrganizations()
  return {
    status: 200,
    body: {
      user: userOf(
        account,
        organizations.map(({ id }) => id),
      ),
    },
  }
}

/** `PUT user`: the name, of which the vendor has two. */
export function* updateUser({ body }: VendorRequest): Plan {
  const user = thingIn(body, 'user')
  const before = yield* call(showAccount, {})
  const [first = '', ...rest] = before.name.split(' ')
  const name = `${textIn(user, 'first_name') ?? first} ${textIn(user, 'last_name') ?? rest.join(' ')}`.trim()
  const account = yield* call(updateAccount, { body: { name } })
  return { status: 200, body: { notice: 'Profile updated successfully.', user: userOf(account, []) } }
}

/** `GET organizations` */
export function* listAllOrganizations(): Plan {
  return { status: 200, body: { organizations: (yield* readOrganizations()).map(organizationOf) } }
}

/** `GET organizations/{organization}` */
export function* showOneOrganization({ params }: VendorRequest): Plan {
  const organization = idOf(params['organization'] ?? '')
  if (organization === null) throw refuseMissing()
  const found = yield* call(showOrganization, { params: { organization } })
  return { status: 200, body: { organization: organizationOf(found) } }
}

function readOrganizations() {
  return readAll((query) => call(listOrganizations, { query }))
}
