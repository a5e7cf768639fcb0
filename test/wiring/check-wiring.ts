import type { App, Finding } from './app-source';
import { checkEgress } from './check-egress';
import { checkHandlers, checkQueues, checkResources } from './check-functions';
import { checkResolvers } from './check-resolvers';
import { checkScopes } from './check-scopes';

const RULES = [checkHandlers, checkQueues, checkResources, checkResolvers, checkScopes, checkEgress];

/** What ties the manifest to the code, beyond what Forge's own linters see. */
export const checkWiring = (app: App): Finding[] => {
  const findings = RULES.flatMap((check) => check(app));
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const line = JSON.stringify(finding);
    return !seen.has(line) && seen.add(line);
  });
};
