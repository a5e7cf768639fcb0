import { type Context, Hono } from 'hono';
import { changeCommentProperty, findComment } from './comments';
import { type Jira, type JiraEnv, urlOf } from './jira';
import type { Comment, Issue, User } from './model';
import { findActor, findIssue, requirePermission } from './permissions';
import { missingIssue, Refusal } from './refusal';

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/ */
const VALUE_LIMIT = 32_768;
const KEY_LIMIT = 255;

/** @throws Refusal 400 for a key or a value (as JSON text) that is too long, or for a value that is none */
export function checkProperty(key: string, json: string | undefined): unknown {
  if (key === '' || key.length > KEY_LIMIT) {
    throw new Refusal(400, `The property key must not be longer than ${KEY_LIMIT} characters.`);
  }
  if (json === undefined || json.trim() === '')
    throw new Refusal(400, 'The property value must not be empty.');
  if (json.length > VALUE_LIMIT) {
    throw new Refusal(400, `The property value cannot be longer than ${VALUE_LIMIT} characters.`);
  }
  try {
    return JSON.parse(json);
  } catch {
    throw new Refusal(400, 'The property value must be a valid JSON.');
  }
}

const missingProperty = (key: string): Refusal =>
  new Refusal(404, `The property with key '${key}' does not exist or you do not have permission to see it.`);

export function createPropertyRoutes(jira: Jira): Hono<JiraEnv> {
  const app = new Hono<JiraEnv>();
  const open = (context: Context<JiraEnv>) => {
    const actor = findActor(jira, context.get('accountId'));
    const issue = findIssue(jira, actor, context.req.param('key') ?? '');
    return { actor, issue, name: context.req.param('property') ?? '' };
  };

  app.get('/issue/:key/properties', (context) => {
    const { issue } = open(context);
    const self = (key: string): string =>
      urlOf(jira, `/rest/api/3/issue/${issue.id}/properties/${encodeURIComponent(key)}`);
    return context.json({ keys: Object.keys(issue.properties).map((key) => ({ self: self(key), key })) });
  });

  app.get('/issue/:key/properties/:property', (context) => {
    const { issue, name } = open(context);
    if (!(name in issue.properties)) throw missingProperty(name);
    return context.json({ key: name, value: issue.properties[name] });
  });

  app.put('/issue/:key/properties/:property', async (context) => {
    const json = await context.req.text();
    const { actor, issue, name } = open(context);
    requirePermission(jira, actor, issue.projectKey, 'EDIT_ISSUES');
    const value = checkProperty(name, json);
    const known = name in issue.properties;
    // A property is no field: neither `updated` nor the history nor the app's triggers hear of it.
    jira.store.saveIssue({ ...issue, properties: { ...issue.properties, [name]: value } });
    return context.body(null, known ? 200 : 201);
  });

  app.delete('/issue/:key/properties/:property', (context) => {
    const { actor, issue, name } = open(context);
    requirePermission(jira, actor, issue.projectKey, 'EDIT_ISSUES');
    if (!(name in issue.properties)) throw missingProperty(name);
    const { [name]: _removed, ...properties } = issue.properties;
    jira.store.saveIssue({ ...issue, properties });
    return context.body(null, 204);
  });

  addCommentPropertyRoutes(app, jira);
  return app;
}

function addCommentPropertyRoutes(app: Hono<JiraEnv>, jira: Jira): void {
  const open = (context: Context<JiraEnv>) => {
    const actor = findActor(jira, context.get('accountId'));
    const { issue, comment } = findAnyComment(jira, actor, context.req.param('id') ?? '');
    return { actor, issue, comment, name: context.req.param('property') ?? '' };
  };

  app.get('/comment/:id/properties', (context) => {
    const { comment } = open(context);
    const self = (key: string): string => urlOf(jira, `/rest/api/3/comment/${comment.id}/properties/${key}`);
    return context.json({ keys: comment.properties.map(({ key }) => ({ self: self(key), key })) });
  });

  app.get('/comment/:id/properties/:property', (context) => {
    const { comment, name } = open(context);
    const property = comment.properties.find((one) => one.key === name);
    if (property === undefined) throw missingProperty(name);
    return context.json({ key: property.key, value: property.value });
  });

  app.put('/comment/:id/properties/:property', async (context) => {
    const json = await context.req.text();
    const { actor, issue, comment, name } = open(context);
    requirePermission(jira, actor, issue.projectKey, 'EDIT_OWN_COMMENTS');
    const value = checkProperty(name, json);
    const known = changeCommentProperty(jira, issue, comment, name, value);
    return context.body(null, known ? 200 : 201);
  });

  app.delete('/comment/:id/properties/:property', (context) => {
    const { actor, issue, comment, name } = open(context);
    requirePermission(jira, actor, issue.projectKey, 'EDIT_OWN_COMMENTS');
    if (!changeCommentProperty(jira, issue, comment, name, undefined)) throw missingProperty(name);
    return context.body(null, 204);
  });
}

function findAnyComment(jira: Jira, actor: User, id: string): { issue: Issue; comment: Comment } {
  const holder = jira.store.issues
    .list()
    .find((issue) => issue.comments.some((comment) => comment.id === id));
  if (holder === undefined) throw missingIssue();
  const issue = findIssue(jira, actor, holder.id);
  return { issue, comment: findComment(jira, actor, issue, id) };
}
