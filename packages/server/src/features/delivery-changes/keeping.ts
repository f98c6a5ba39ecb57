export const dayMs = 24 * 60 * 60 * 1000

/** A cursor that was told everything up to then is followed for so long. */
export const cursorMsMax = 30 * dayMs

/** What went offline is remembered longer than any cursor is followed: what a slow write commits late is told too. */
export const keptMs = cursorMsMax + dayMs
