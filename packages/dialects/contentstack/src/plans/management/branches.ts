import {
  createBranch,
  deleteAlias,
  deleteBranch,
  listAliases,
  listBranches,
  putAlias,
  showAlias,
  showBranch,
} from '@latchkey/contract/branches/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { aliasOf, branchOf } from '../../from-result/settings.ts'
import { requiredText, textIn, thingIn } from '../../to-input/body.ts'

/** `GET stacks/branches` */
export function* listAll({ space }: VendorRequest): Plan {
  const { items } = yield* call(listBranches, { params: { space: space.id } })
  const aliases = yield* call(listAliases, { params: { space: space.id } })
  return { status: 200, body: { branches: items.map((branch) => branchOf(branch, aliases.items)) } }
}

/** `POST stacks/branches`: copied while everything goes on, as with the vendor. */
export function* create({ space, body }: VendorRequest): Plan {
  const branch = thingIn(body, 'branch')
  const source = textIn(branch, 'source')
  const made = yield* call(createBranch, {
    params: { space: space.id },
    body: { name: requiredText(branch, 'uid'), ...(source !== undefined && { source }) },
  })
  const notice =
    'Your request to create branch is in progress. Please check organization bulk task queue for more details.'
  return { status: 201, body: { notice, branch: branchOf(made, []) } }
}

/** `GET stacks/branches/{branch}` */
export function* show(request: VendorRequest): Plan {
  const branch = yield* call(showBranch, { params: named(request) })
  const { items } = yield* call(listAliases, { params: { space: request.space.id } })
  return { status: 200, body: { branch: branchOf(branch, items) } }
}

/** `DELETE stacks/branches/{branch}` */
export function* remove(request: VendorRequest): Plan {
  yield* call(deleteBranch, { params: named(request) })
  return { status: 200, body: { notice: 'Your request to delete branch is in progress.' } }
}

/** `GET stacks/branch_aliases` */
export function* listAllAliases({ space }: VendorRequest): Plan {
  const { items } = yield* call(listAliases, { params: { space: space.id } })
  return { status: 200, body: { branch_aliases: items.map(aliasOf) } }
}

/** `GET stacks/branch_aliases/{alias}` */
export function* showOneAlias(request: VendorRequest): Plan {
  return { status: 200, body: { branch_alias: aliasOf(yield* call(showAlias, { params: aliased(request) })) } }
}

/** `PUT stacks/branch_aliases/{alias}`: makes it, or lets it stand for another branch. */
export function* assignAlias(request: VendorRequest): Plan {
  const branch = requiredText(thingIn(request.body, 'branch_alias'), 'target_branch')
  const alias = aliasOf(yield* call(putAlias, { params: aliased(request), body: { branch } }))
  return { status: 200, body: { notice: 'Branch alias assigned successfully.', branch_alias: alias } }
}

/** `DELETE stacks/branch_aliases/{alias}` */
export function* removeAlias(request: VendorRequest): Plan {
  yield* call(deleteAlias, { params: aliased(request) })
  return { status: 200, body: { notice: 'Branch alias deleted successfully.' } }
}

function named({ space, params }: VendorRequest) {
  return { space: space.id, branch: params['branch'] ?? '' }
}

function aliased({ space, params }: VendorRequest) {
  return { space: space.id, alias: params['alias'] ?? '' }
}
