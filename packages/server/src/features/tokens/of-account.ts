/** What tokens of an account are tied to besides it: nothing. */
export const ofAccount = { spaceId: null, environmentId: null, roleId: null, grants: null } as const
