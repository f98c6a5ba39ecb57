/** Why an outgoing request got no answer. All but the last two are final: the same request fails again. */
export type OutgoingReason =
  | 'url-not-allowed'
  | 'address-not-allowed'
  | 'redirect-not-allowed'
  | 'answer-too-large'
  | 'timeout'
  | 'unreachable'

/** An outgoing request without an answer. The message says where it went and what was wrong, and never quotes an answer. */
export class OutgoingFailure extends Error {
  readonly reason: OutgoingReason

  constructor(reason: OutgoingReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'OutgoingFailure'
    this.reason = reason
  }
}
