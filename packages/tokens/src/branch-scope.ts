/** The branches and aliases that a token may name: all of either, also later, or those listed; at least one. */
export interface BranchScope {
  readonly branches: 'all' | readonly string[]
  readonly aliases: 'all' | readonly string[]
}

/** How a request names a branch: by its own name or by an alias. A request that names none means the space's main branch. */
export interface BranchName {
  readonly by: 'branch' | 'alias'
  readonly name: string
}

/** Whether the scope opens anything at all; one that does not is refused. */
export function opensAnyBranch(scope: BranchScope): boolean {
  return scope.branches.length > 0 || scope.aliases.length > 0
}

/**
 * Whether a token may use the name. A listed alias follows its target at once, so that the target need not be listed;
 * an alias that is not listed stays closed, even where its target is open.
 */
export function branchAllows(scope: BranchScope, { by, name }: BranchName): boolean {
  const names = by === 'branch' ? scope.branches : scope.aliases
  return names === 'all' || names.includes(name)
}

/** Whether `child` may use no name, of today or later, that `maker` may not. */
export function branchesCover(maker: BranchScope, child: BranchScope): boolean {
  return covers(maker.branches, child.branches) && covers(maker.aliases, child.aliases)
}

function covers(maker: 'all' | readonly string[], child: 'all' | readonly string[]): boolean {
  return maker === 'all' || (child !== 'all' && child.every((name) => maker.includes(name)))
}
