import { testTranscripts } from '@latchkey/dialect-kit/test-support/transcripts'
import { storyblok } from '../dialect.ts'

testTranscripts(storyblok, import.meta.dirname)
