import { renderAccessMatrix } from '@latchkey/contract/access-matrix'
import { renderClientRoutes } from './lib/client-routes.ts'
import type { Artefact } from './lib/derived.ts'
import { renderActionsPage } from './lib/reference/actions-page.ts'
import { renderCommandsPage } from './lib/reference/commands-page.ts'
import { renderOperationsPage } from './lib/reference/operations-page.ts'
import { renderProblemsPage } from './lib/reference/problems-page.ts'
import { renderRulesPage } from './lib/reference/rules-page.ts'
import { renderSettingsPage } from './lib/reference/settings-page.ts'
import { renderTokenKindsPage } from './lib/reference/token-kinds-page.ts'
import { renderGithubPatterns, renderGitleaksRules, renderTrufflehogDetectors } from './lib/secret-scanning.ts'

/** Every derived file of the repository. `npm run derive` writes them; the repository laws fail when one is stale. */
export const derivedArtefacts: readonly Artefact[] = [
  { path: 'packages/contract/access-matrix.txt', render: renderAccessMatrix },
  { path: 'packages/client/src/lib/routes.ts', render: renderClientRoutes },
  { path: 'docs/rules.md', render: renderRulesPage },
  { path: 'docs/reference/actions.md', render: renderActionsPage },
  { path: 'docs/reference/commands.md', render: renderCommandsPage },
  { path: 'docs/reference/operations.md', render: renderOperationsPage },
  { path: 'docs/reference/problems.md', render: renderProblemsPage },
  { path: 'docs/reference/settings.md', render: renderSettingsPage },
  { path: 'docs/reference/token-kinds.md', render: renderTokenKindsPage },
  { path: 'docs/secret-scanning/gitleaks.toml', render: renderGitleaksRules },
  { path: 'docs/secret-scanning/trufflehog.yaml', render: renderTrufflehogDetectors },
  { path: 'docs/secret-scanning/github-custom-patterns.md', render: renderGithubPatterns },
]
