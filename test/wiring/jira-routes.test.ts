import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findRoute, jiraRoutes } from './jira-routes';

const specFile = join(resolve(import.meta.dirname, '../../..'), 'shared/specs/jira-platform-v3.json');
const present = existsSync(specFile);
if (!present) console.log(`Skipped: no Atlassian API description at ${specFile}`);

const scopesSchema = z.object({
  'x-atlassian-oauth2-scopes': z
    .array(z.object({ state: z.string(), scopes: z.array(z.string()) }))
    .default([]),
});

describe.skipIf(!present)("the table of routes against Atlassian's own description", () => {
  const spec = present
    ? z
        .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
        .parse(JSON.parse(readFileSync(specFile, 'utf8')))
    : { paths: {} };
  const paths = new Map(
    Object.entries(spec.paths).map(([path, item]) => [path.replace(/\{[^}]+\}/g, '{}'), item]),
  );

  it.each(jiraRoutes.filter(({ path }) => path.startsWith('/rest/api/3/')))('$method $path', (route) => {
    const operation = paths.get(route.path)?.[route.method.toLowerCase()];
    expect(operation, 'exists').toBeDefined();
    const scopes = scopesSchema.parse(operation)['x-atlassian-oauth2-scopes'];
    const classic = scopes.filter(({ state }) => state === 'Current').flatMap((entry) => entry.scopes);
    expect(classic).toEqual(route.scope === undefined ? [] : [route.scope]);
  });
});

describe('finding a route', () => {
  it('prefers the literal segment to the one that varies', () => {
    expect(findRoute('GET', '/rest/api/3/project/search')?.path).toBe('/rest/api/3/project/search');
    expect(findRoute('GET', '/rest/api/3/project/{}')?.path).toBe('/rest/api/3/project/{}');
    expect(findRoute('GET', '/rest/api/3/project/SUP')?.path).toBe('/rest/api/3/project/{}');
  });

  it('knows neither other methods nor longer paths', () => {
    expect(findRoute('PATCH', '/rest/api/3/project/SUP')).toBeUndefined();
    expect(findRoute('GET', '/rest/api/3/project/SUP/')).toBeUndefined();
    expect(findRoute('GET', '/rest/api/3/project/SUP/versions')).toBeUndefined();
  });
});
