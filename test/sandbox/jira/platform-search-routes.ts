import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { renderIssue } from './issue-json';
import type { Jira, JiraEnv } from './jira';
import { compileJql } from './jql';
import type { Issue, User } from './model';
import { findActor, holds } from './permissions';
import { readList, readNumber } from './query';
import { Refusal, readJson } from './refusal';

const searchSchema = z.strictObject({
  jql: z.string().default(''),
  fields: z.array(z.string()).default([]),
  expand: z.string().default(''),
  properties: z.array(z.string()).default([]),
  fieldsByKeys: z.boolean().optional(),
  failFast: z.boolean().optional(),
  maxResults: z.int().min(0).default(50),
  nextPageToken: z.string().optional(),
  reconcileIssues: z.array(z.int()).max(50).default([]),
});

type Search = z.infer<typeof searchSchema>;

const MOST_RESULTS = 5000;
const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

export function createSearchRoutes(jira: Jira): Hono<JiraEnv> {
  const app = new Hono<JiraEnv>();

  app.post('/search/jql', async (context) => answer(context, await readJson(context, searchSchema)));

  app.get('/search/jql', (context) => {
    const token = context.req.query('nextPageToken');
    return answer(context, {
      jql: context.req.query('jql') ?? '',
      fields: readList(context, 'fields'),
      expand: context.req.query('expand') ?? '',
      properties: readList(context, 'properties'),
      maxResults: readNumber(context, 'maxResults', 50),
      reconcileIssues: readList(context, 'reconcileIssues').map(Number),
      ...(token === undefined ? {} : { nextPageToken: token }),
    });
  });

  app.post('/search/approximate-count', async (context) => {
    const actor = findActor(jira, context.get('accountId'));
    const { jql } = await readJson(context, z.strictObject({ jql: z.string().default('') }));
    return context.json({ count: find(jira, actor, jql, []).length });
  });

  function answer(context: Context<JiraEnv>, search: Search): Response {
    const actor = findActor(jira, context.get('accountId'));
    const found = find(jira, actor, search.jql, search.reconcileIssues);
    const start = search.nextPageToken === undefined ? 0 : readToken(search.nextPageToken, search.jql);
    const size = Math.min(MOST_RESULTS, search.maxResults);
    const page = found.slice(start, start + size);
    const isLast = start + size >= found.length;
    const view = { fields: search.fields, expand: splitList(search.expand), properties: search.properties };
    return context.json({
      // Unlike a single issue, a search shows only the ids unless fields are asked for.
      issues: page.map((issue) => renderIssue(jira, actor, issue, view, [])),
      ...(isLast ? {} : { nextPageToken: writeToken(start + size, search.jql) }),
      isLast,
    });
  }

  return app;
}

/** From the index; the issues named for reconciliation are read as they are now. */
function find(jira: Jira, actor: User, jql: string, reconcile: readonly number[]): Issue[] {
  const query = compileJql(jira, actor, jql);
  if (!query.bounded) {
    throw new Refusal(
      400,
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    );
  }
  const fresh = new Set(reconcile.map(String));
  const current = [...fresh].flatMap((id) => jira.store.issues.get(id) ?? []);
  const indexed = jira.store.indexed().filter((issue) => !fresh.has(issue.id));
  return [...indexed, ...current]
    .filter((issue) => holds(jira, actor, issue.projectKey, 'BROWSE_PROJECTS') && query.matches(issue))
    .sort(query.compare);
}

/** Opaque, and bound to the query it came from. */
const sign = (jql: string): string => createHash('sha256').update(jql).digest('base64url').slice(0, 12);

const writeToken = (start: number, jql: string): string =>
  Buffer.from(`${start}.${sign(jql)}`).toString('base64url');

function readToken(token: string, jql: string): number {
  const [start = '', hash] = Buffer.from(token, 'base64url').toString().split('.');
  if (/^\d+$/.test(start) && hash === sign(jql)) return Number(start);
  throw new Refusal(400, 'The provided next page token is invalid or expired.');
}
