import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { readCommentBody } from './adf';
import { addComment } from './comments';
import { applyOperations, updateSchema } from './field-operations';
import { renderIssue, renderTransitions } from './issue-json';
import {
  changeFields,
  createIssue,
  deleteIssue,
  findTransition,
  listTransitions,
  readFields,
  transitionIssue,
} from './issues';
import { type Jira, type JiraEnv, urlOf } from './jira';
import type { FieldValue, Issue, User } from './model';
import { findActor, findIssue, holds, requirePermission } from './permissions';
import { renderHistory } from './platform-json';
import { checkProperty } from './platform-property-routes';
import { readList, readNumber } from './query';
import { forbidden, Refusal, readJson } from './refusal';
import { findRequestTypeId } from './request-type-field';
import { issueTypes, projects, REQUEST_TYPE_FIELD } from './seed';

const propertiesSchema = z.array(z.looseObject({ key: z.string(), value: z.unknown() }));

const issueSchema = z.looseObject({
  fields: z.record(z.string(), z.unknown()).default({}),
  update: updateSchema.default({}),
  properties: propertiesSchema.default([]),
});

const transitionSchema = issueSchema.extend({ transition: z.looseObject({ id: z.string() }) });
const assigneeSchema = z.looseObject({ accountId: z.string().nullable() });

type IssueInput = z.infer<typeof issueSchema>;

export function createIssueRoutes(jira: Jira): Hono<JiraEnv> {
  const app = new Hono<JiraEnv>();
  // A body is read before its issue is looked up: an issue that was read earlier would overwrite what came in between.
  const open = (context: Context<JiraEnv>): { actor: User; issue: Issue } => {
    const actor = findActor(jira, context.get('accountId'));
    return { actor, issue: findIssue(jira, actor, context.req.param('key') ?? '') };
  };

  app.post('/issue', async (context) => {
    const actor = findActor(jira, context.get('accountId'));
    const issue = createPlainIssue(jira, actor, await readJson(context, issueSchema));
    const self = urlOf(jira, `/rest/api/3/issue/${issue.id}`);
    return context.json({ id: issue.id, key: issue.key, self }, 201);
  });

  app.get('/issue/:key', (context) => {
    const { actor, issue } = open(context);
    return context.json(renderIssue(jira, actor, issue, readView(context), ['*all']));
  });

  app.put('/issue/:key', async (context) => {
    const input = await readJson(context, issueSchema);
    const { actor, issue } = open(context);
    requirePermission(jira, actor, issue.projectKey, 'EDIT_ISSUES');
    checkNotification(jira, actor, issue, context);
    const changed = editIssue(jira, actor, issue, input);
    if (context.req.query('returnIssue') !== 'true') return context.body(null, 204);
    return context.json(renderIssue(jira, actor, changed, readView(context), ['*all']));
  });

  app.delete('/issue/:key', (context) => {
    const { actor, issue } = open(context);
    deleteIssue(jira, actor, issue);
    return context.body(null, 204);
  });

  app.put('/issue/:key/assignee', async (context) => {
    const { accountId } = await readJson(context, assigneeSchema);
    const { actor, issue } = open(context);
    requirePermission(jira, actor, issue.projectKey, 'ASSIGN_ISSUES');
    const assignee = accountId === null ? null : { accountId };
    changeFields(jira, actor, issue, readFields(jira, { assignee }, { adf: true }, ['assignee']));
    return context.body(null, 204);
  });

  app.get('/issue/:key/transitions', (context) => {
    const { actor, issue } = open(context);
    const allowed = holds(jira, actor, issue.projectKey, 'TRANSITION_ISSUES');
    const only = context.req.query('transitionId');
    const transitions = (allowed ? renderTransitions(jira, issue) : []).filter(
      (transition) => only === undefined || transition.id === only,
    );
    return context.json({ expand: 'transitions', transitions });
  });

  app.post('/issue/:key/transitions', async (context) => {
    const input = await readJson(context, transitionSchema);
    const { actor, issue } = open(context);
    requirePermission(jira, actor, issue.projectKey, 'TRANSITION_ISSUES');
    const transition = findTransition(listTransitions(issue), input.transition.id);
    const edited = editIssue(jira, actor, issue, input);
    transitionIssue(jira, actor, edited, transition);
    return context.body(null, 204);
  });

  app.get('/issue/:key/changelog', (context) => {
    const { issue } = open(context);
    const startAt = readNumber(context, 'startAt', 0);
    const maxResults = Math.min(100, readNumber(context, 'maxResults', 100));
    const values = issue.history.slice(startAt, startAt + maxResults);
    const total = issue.history.length;
    const isLast = startAt + values.length >= total;
    const self = urlOf(jira, `/rest/api/3/issue/${issue.id}/changelog`);
    const histories = values.map((history) => renderHistory(jira, history));
    return context.json({ self, maxResults, startAt, total, isLast, values: histories });
  });

  return app;
}

const readView = (context: Context) => ({
  fields: readList(context, 'fields'),
  expand: readList(context, 'expand'),
  properties: readList(context, 'properties'),
});

/** Leaving users unnotified takes the right to administer. */
function checkNotification(jira: Jira, actor: User, issue: Issue, context: Context): void {
  const silent =
    context.req.query('notifyUsers') === 'false' || context.req.query('overrideScreenSecurity') === 'true';
  if (!silent || actor.siteAdmin === true || holds(jira, actor, issue.projectKey, 'ADMINISTER_PROJECTS'))
    return;
  throw forbidden('To discard the user notification either admin or project admin permissions are required.');
}

/** Checks everything before anything changes. */
function editIssue(jira: Jira, actor: User, issue: Issue, input: IssueInput): Issue {
  const { fields, comments } = applyOperations(jira, issue, input);
  const changes = readFields(jira, fields, { adf: true }, jira.store.screen.list());
  findRequestTypeId(jira, issue, changes[REQUEST_TYPE_FIELD]);
  const bodies = comments.map(readCommentBody);
  for (const { key, value } of input.properties) checkProperty(key, JSON.stringify(value));
  let changed = issue;
  if (input.properties.length > 0) {
    const set = Object.fromEntries(input.properties.map(({ key, value }) => [key, value]));
    changed = { ...changed, properties: { ...changed.properties, ...set } };
    jira.store.saveIssue(changed);
  }
  changed = changeFields(jira, actor, changed, changes);
  for (const body of bodies) changed = addComment(jira, actor, changed, { body, public: true }).issue;
  return changed;
}

const referenceSchema = z.looseObject({
  id: z.string().optional(),
  key: z.string().optional(),
  name: z.string().optional(),
});

/** An issue; with the field "Request Type" it is a request. */
function createPlainIssue(jira: Jira, actor: User, input: IssueInput): Issue {
  const { project: projectInput, issuetype: typeInput, ...rest } = input.fields;
  const wantedProject = referenceSchema.safeParse(projectInput).data;
  const project = projects.find((one) => one.key === wantedProject?.key || one.id === wantedProject?.id);
  if (project === undefined || !holds(jira, actor, project.key, 'CREATE_ISSUES')) {
    throw fieldRefusal('project', 'valid project is required');
  }
  const wantedType = referenceSchema.safeParse(typeInput).data;
  const type = issueTypes.find((one) => one.id === wantedType?.id || one.name === wantedType?.name);
  if (type === undefined) throw fieldRefusal('issuetype', 'Specify a valid issue type');
  if (rest.summary === undefined) throw fieldRefusal('summary', 'You must specify a summary of the issue.');
  for (const { key, value } of input.properties) checkProperty(key, JSON.stringify(value));
  const {
    reporter,
    [REQUEST_TYPE_FIELD]: requestType,
    ...fields
  } = readFields(jira, rest, { adf: true }, jira.store.screen.list());
  const kind = { projectKey: project.key, issueTypeId: type.id };
  const requestTypeId = findRequestTypeId(jira, kind, requestType);
  const given = Object.entries(fields).flatMap(([id, value]): [string, FieldValue][] =>
    value === undefined ? [] : [[id, value]],
  );
  return createIssue(jira, actor, {
    ...kind,
    ...(requestTypeId === undefined ? {} : { requestTypeId }),
    reporterId: typeof reporter === 'string' ? reporter : actor.accountId,
    participantIds: [],
    fields: Object.fromEntries(given),
    properties: Object.fromEntries(input.properties.map(({ key, value }) => [key, value])),
  });
}

const fieldRefusal = (field: string, message: string): Refusal =>
  new Refusal(400, message, { errors: { [field]: message } });
