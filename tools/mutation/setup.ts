import fc from 'fast-check'

// A mutant is dead at its first counterexample: nobody reads the smallest one.
fc.configureGlobal({ endOnFailure: true })
