import { late } from './en-late.ts'
import { addTexts } from './words.ts'

// Loaded with the first place that needs them; see `withTexts` of the router.
addTexts(late)
