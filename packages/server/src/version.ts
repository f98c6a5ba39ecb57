/** The version of this server; the package’s own, which bundling would lose. */
export const version = '0.1.0'
