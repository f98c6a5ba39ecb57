import { testTranscripts } from '@latchkey/dialect-kit/test-support/transcripts'
import { contentstack } from '../dialect.ts'

testTranscripts(contentstack, import.meta.dirname)
