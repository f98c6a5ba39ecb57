import { testTranscripts } from '@latchkey/dialect-kit/test-support/transcripts'
import { weegloo } from '../dialect.ts'

testTranscripts(weegloo, import.meta.dirname)
