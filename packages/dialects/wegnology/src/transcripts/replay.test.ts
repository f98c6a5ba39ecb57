import { testTranscripts } from '@latchkey/dialect-kit/test-support/transcripts'
import { wegnology } from '../dialect.ts'

testTranscripts(wegnology, import.meta.dirname)
