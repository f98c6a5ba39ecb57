/** The published types of `@contentstack/management` are files of TypeScript that do not compile here. */
declare const management: { client(options: object): any }
// oxlint-disable-next-line import/no-default-export -- as it is published.
export default management
