/**
 * The questions of a list, of which there are none: the gate has asked whether the caller may see any such thing, and the
 * handler asks about each. A default question would be about all of them, and refuse who may see some.
 */
export function rowByRow(): readonly [] {
  return []
}
