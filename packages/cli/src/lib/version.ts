import manifest from '../../package.json' with { type: 'json' }

/** The version of this command line, and of the server in it. */
export const { version } = manifest
