/** The published types of `@contentstack/management` are files of TypeScript that do not compile here. */
declare const management: { client(options: object): any }
export default management
