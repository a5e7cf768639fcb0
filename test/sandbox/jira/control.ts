/**
 * The control API of the sandbox's Jira, mounted at `/_sandbox/jira`. For the page and the tests; no vendor has it.
 *
 * | route | does |
 * |---|---|
 * | `GET /requests` | all requests, the newest first: key, summary, type, status, priority, reporter, times, counts, properties |
 * | `GET /requests/:key` | one request whole: description (ADF and HTML), fields, comments with their visibility, properties, attachments with download URLs, participants, links, possible transitions, history |
 * | `GET /attachments/:id/content` | an attachment's bytes; byte ranges are honoured |
 * | `POST /requests/:key/comments` | `{accountId, text? , body? (ADF), public?}`: comments as that user |
 * | `POST /requests/:key/transitions` | `{accountId, transition}` (its id or name): moves the request as that user |
 * | `GET /users`, `PUT /users` | the users; adds or replaces some (an array in the form of `GET`) |
 * | `GET /request-types`, `PUT /request-types` | `{fields?, requestTypes?}`: adds or replaces fields and request types |
 * | `GET /faults`, `POST /faults`, `DELETE /faults` | what goes wrong on demand (see `faultSchema`): one fault or an array |
 * | `DELETE /all` | forgets all requests and restores the seed; keys go on counting |
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { fromPlainText, readCommentBody } from './adf';
import { serveAttachment } from './attachments';
import { addComment } from './comments';
import { renderRequestSummary, renderWholeRequest } from './control-json';
import { type Faults, faultSchema } from './faults';
import { listTransitions, transitionIssue } from './issues';
import type { Jira } from './jira';
import { CUSTOM_FIELD_KINDS, type Field, type Issue, type RequestType, type User } from './model';
import { findActor, findRequest, holds, seesInternal } from './permissions';
import { forbidden, missingIssue, Refusal, readJson } from './refusal';

const fieldSchema: z.ZodType<Field> = z.strictObject({
  id: z.string().regex(/^customfield_\d+$/),
  name: z.string().min(1),
  description: z.string().exactOptional(),
  kind: z.enum(CUSTOM_FIELD_KINDS),
  options: z
    .array(z.strictObject({ id: z.string(), value: z.string(), disabled: z.boolean().exactOptional() }))
    .exactOptional(),
});

const requestTypeSchema: z.ZodType<RequestType> = z.strictObject({
  id: z.string().regex(/^\d+$/),
  serviceDeskId: z.string(),
  name: z.string().min(1),
  description: z.string(),
  helpText: z.string(),
  issueTypeId: z.string(),
  fields: z.array(
    z.strictObject({
      fieldId: z.string(),
      required: z.boolean(),
      name: z.string().exactOptional(),
      description: z.string().exactOptional(),
      hidden: z.boolean().exactOptional(),
      presetValue: z.unknown().exactOptional(),
    }),
  ),
});

const typesSchema = z.strictObject({
  fields: z.array(fieldSchema).default([]),
  requestTypes: z.array(requestTypeSchema).default([]),
});

const userSchema: z.ZodType<User> = z.strictObject({
  accountId: z.string().min(1),
  displayName: z.string().min(1),
  emailAddress: z.string().exactOptional(),
  accountType: z.enum(['atlassian', 'app', 'customer']),
  active: z.boolean().default(true),
  timeZone: z.string().default('Etc/UTC'),
  locale: z.string().default('en_US'),
  siteAdmin: z.boolean().exactOptional(),
  roles: z.record(z.string(), z.enum(['administrator', 'agent', 'app', 'customer'])),
});

const commentSchema = z
  .strictObject({
    accountId: z.string(),
    text: z.string().optional(),
    body: z.unknown().optional(),
    public: z.boolean().default(true),
  })
  .refine((input) => (input.text === undefined) !== (input.body === undefined), 'text or body');

const transitionSchema = z.strictObject({ accountId: z.string(), transition: z.string() });

export function createControl(jira: Jira, faults: Faults): Hono {
  const app = new Hono();
  app.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    return context.json({ error: error.message, errors: error.detail.errors ?? {} }, error.status);
  });

  app.get('/requests', (context) => {
    const newestFirst = jira.store.issues
      .list()
      .sort((left, right) => right.created - left.created || Number(right.id) - Number(left.id));
    return context.json({ requests: newestFirst.map((issue) => renderRequestSummary(jira, issue)) });
  });

  app.get('/requests/:key', (context) => context.json(renderWholeRequest(jira, findAny(jira, context))));

  app.get('/attachments/:id/content', (context) => {
    const attachment = jira.store.attachments.get(context.req.param('id'));
    if (attachment === undefined) throw new Refusal(404, 'No such attachment');
    const response = serveAttachment(jira, context, attachment);
    // The page plays it where it stands.
    response.headers.set(
      'content-disposition',
      `inline; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
    );
    return response;
  });

  app.delete('/all', (context) => {
    jira.store.reset();
    faults.clear();
    return context.body(null, 204);
  });

  addActing(app, jira);
  addSetUp(app, jira, faults);
  return app;
}

function findAny(jira: Jira, context: Context): Issue {
  const issue = jira.store.findIssueByKey(context.req.param('key') ?? '');
  if (issue === undefined) throw missingIssue();
  return issue;
}

/** What the page lets its user do in somebody's name: bound by that user's permissions, as in Jira. */
function addActing(app: Hono, jira: Jira): void {
  app.post('/requests/:key/comments', async (context) => {
    const input = await readJson(context, commentSchema);
    const actor = findActor(jira, input.accountId);
    const issue = findRequest(jira, actor, context.req.param('key'));
    if (!input.public && !seesInternal(jira, actor, issue)) throw forbidden('Customers comment in public.');
    const body = input.text === undefined ? input.body : fromPlainText(input.text);
    const added = addComment(jira, actor, issue, { body: readCommentBody(body), public: input.public });
    return context.json(renderWholeRequest(jira, added.issue), 201);
  });

  app.post('/requests/:key/transitions', async (context) => {
    const input = await readJson(context, transitionSchema);
    const actor = findActor(jira, input.accountId);
    const issue = findRequest(jira, actor, context.req.param('key'));
    const agent = holds(jira, actor, issue.projectKey, 'TRANSITION_ISSUES');
    const possible = listTransitions(issue).filter((one) => agent || one.customer);
    const transition = possible.find((one) => one.id === input.transition || one.name === input.transition);
    if (transition === undefined) throw new Refusal(400, `No transition '${input.transition}' from here`);
    return context.json(renderWholeRequest(jira, transitionIssue(jira, actor, issue, transition)));
  });
}

function addSetUp(app: Hono, jira: Jira, faults: Faults): void {
  app.get('/users', (context) => context.json({ users: jira.store.users.list() }));
  app.put('/users', async (context) => {
    for (const user of await readJson(context, z.array(userSchema))) jira.store.users.put(user);
    return context.json({ users: jira.store.users.list() });
  });

  const showTypes = () => ({
    fields: jira.store.fields.list(),
    requestTypes: jira.store.requestTypes.list(),
  });
  app.get('/request-types', (context) => context.json(showTypes()));
  app.put('/request-types', async (context) => {
    const { fields, requestTypes } = await readJson(context, typesSchema);
    const known = new Set([...jira.store.fields.list(), ...fields].map((field) => field.id));
    for (const entry of requestTypes.flatMap((type) => type.fields)) {
      if (!known.has(entry.fieldId)) throw new Refusal(400, `No field ${entry.fieldId}`);
    }
    for (const field of fields) {
      jira.store.fields.put(field);
      if (!jira.store.screen.list().includes(field.id)) jira.store.screen.add(field.id);
    }
    for (const type of requestTypes) jira.store.requestTypes.put(type);
    return context.json(showTypes());
  });

  app.get('/faults', (context) => context.json({ faults: faults.list() }));
  app.post('/faults', async (context) => {
    const input = await readJson(context, z.union([faultSchema, z.array(faultSchema)]));
    for (const fault of Array.isArray(input) ? input : [input]) faults.add(fault);
    return context.json({ faults: faults.list() }, 201);
  });
  app.delete('/faults', (context) => {
    faults.clear();
    return context.body(null, 204);
  });
}
