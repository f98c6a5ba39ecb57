import { testTranscripts } from '@latchkey/dialect-kit/test-support/transcripts'
import { comet } from '../dialect.ts'

testTranscripts(comet, import.meta.dirname)
