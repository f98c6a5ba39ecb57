import type { Organization } from '../../api/answers.ts'

export interface PartProps {
  readonly organization: Organization
}
