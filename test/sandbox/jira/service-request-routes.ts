import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { fromPlainText, TEXT_LIMIT } from './adf';
import { addAttachments, findAttachment, serveAttachment } from './attachments';
import { addComment, findComment, listComments } from './comments';
import { findTransition, listTransitions, transitionIssue } from './issues';
import type { Jira, JiraEnv } from './jira';
import type { Issue, Transition, User } from './model';
import { findActor, findRequest, holds, isPublic, seesInternal } from './permissions';
import { readFlag, readList, readPage } from './query';
import { forbidden, Refusal, readJson } from './refusal';
import { listAttachments, renderRequest } from './request-json';
import {
  FIRST_PAGE,
  renderPage,
  renderRequestStatus,
  renderServiceAttachment,
  renderServiceComment,
} from './service-json';
import { createRequest, requestCreateSchema } from './service-request-create';
import { listRequests } from './service-request-list';
import { blobId } from './store';

const commentSchema = z.strictObject({ body: z.string(), public: z.boolean().default(true) });
const additionalSchema = z.looseObject({ body: z.string().default('') });
const attachSchema = z.looseObject({
  temporaryAttachmentIds: z.array(z.string()).min(1),
  public: z.boolean().default(true),
  additionalComment: additionalSchema.optional(),
});
const transitionSchema = z.looseObject({ id: z.string(), additionalComment: additionalSchema.optional() });

export function createServiceRequestRoutes(jira: Jira): Hono<JiraEnv> {
  const app = new Hono<JiraEnv>();
  const open: Open = (context) => {
    const actor = findActor(jira, context.get('accountId'));
    const issue = findRequest(jira, actor, context.req.param('key') ?? '');
    return { actor, issue, path: `/request/${issue.id}` };
  };

  app.post('/request', async (context) => {
    const actor = findActor(jira, context.get('accountId'));
    const issue = createRequest(jira, actor, await readJson(context, requestCreateSchema));
    return context.json(renderRequest(jira, actor, issue), 201);
  });

  app.get('/request', (context) => {
    const actor = findActor(jira, context.get('accountId'));
    const expand = readList(context, 'expand');
    const found = listRequests(jira, actor, context);
    return context.json(
      renderPage(jira, '/request', found, readPage(context), (issue) =>
        renderRequest(jira, actor, issue, expand),
      ),
    );
  });

  app.get('/request/:key', (context) => {
    const { actor, issue } = open(context);
    return context.json(renderRequest(jira, actor, issue, readList(context, 'expand')));
  });

  addCommentRoutes(app, jira, open);
  addAttachmentRoutes(app, jira, open);
  addWorkflowRoutes(app, jira, open);
  return app;
}

type Open = (context: Context<JiraEnv>) => { actor: User; issue: Issue; path: string };

function addCommentRoutes(app: Hono<JiraEnv>, jira: Jira, open: Open): void {
  app.get('/request/:key/comment', (context) => {
    const { actor, issue, path } = open(context);
    const wanted = {
      public: readFlag(context, 'public', true),
      internal: readFlag(context, 'internal', true),
    };
    const comments = listComments(jira, actor, issue).filter((comment) =>
      isPublic(comment) ? wanted.public : wanted.internal,
    );
    const expand = readList(context, 'expand');
    return context.json(
      renderPage(jira, `${path}/comment`, comments, readPage(context), (comment) =>
        renderServiceComment(jira, issue, comment, expand),
      ),
    );
  });

  app.post('/request/:key/comment', async (context) => {
    const input = await readJson(context, commentSchema);
    const { actor, issue } = open(context);
    requireVisibility(jira, actor, issue, input.public);
    const added = addComment(jira, actor, issue, { body: readPlainBody(input.body), public: input.public });
    return context.json(renderServiceComment(jira, added.issue, added.comment, []), 201);
  });

  app.get('/request/:key/comment/:id', (context) => {
    const { actor, issue } = open(context);
    const comment = findComment(jira, actor, issue, context.req.param('id'));
    return context.json(renderServiceComment(jira, issue, comment, readList(context, 'expand')));
  });
}

function addAttachmentRoutes(app: Hono<JiraEnv>, jira: Jira, open: Open): void {
  app.get('/request/:key/attachment', (context) => {
    const { actor, issue, path } = open(context);
    return context.json(
      renderPage(
        jira,
        `${path}/attachment`,
        listAttachments(jira, actor, issue),
        readPage(context),
        (attachment) => renderServiceAttachment(jira, attachment),
      ),
    );
  });

  app.post('/request/:key/attachment', async (context) => {
    const input = await readJson(context, attachSchema);
    const { actor, issue, path } = open(context);
    requireVisibility(jira, actor, issue, input.public);
    const { attachments, added } = attachTemporary(jira, actor, issue, input);
    return context.json(
      {
        comment: renderServiceComment(jira, added.issue, added.comment, []),
        attachments: renderPage(jira, `${path}/attachment`, attachments, FIRST_PAGE, (attachment) =>
          renderServiceAttachment(jira, attachment),
        ),
      },
      201,
    );
  });

  app.get('/request/:key/attachment/:id', (context) => {
    const { actor } = open(context);
    return serveAttachment(jira, context, findAttachment(jira, actor, context.req.param('id')).attachment);
  });
}

function addWorkflowRoutes(app: Hono<JiraEnv>, jira: Jira, open: Open): void {
  app.get('/request/:key/status', (context) => {
    const { issue, path } = open(context);
    return context.json(
      renderPage(jira, `${path}/status`, issue.statuses.toReversed(), readPage(context), renderRequestStatus),
    );
  });

  app.get('/request/:key/transition', (context) => {
    const { actor, issue, path } = open(context);
    return context.json(
      renderPage(
        jira,
        `${path}/transition`,
        listPossible(jira, actor, issue),
        readPage(context),
        ({ id, name }) => ({
          id,
          name,
        }),
      ),
    );
  });

  app.post('/request/:key/transition', async (context) => {
    const input = await readJson(context, transitionSchema);
    const { actor, issue } = open(context);
    const transition = findTransition(listPossible(jira, actor, issue), input.id);
    const note = input.additionalComment?.body ?? '';
    const moved = transitionIssue(jira, actor, issue, transition);
    if (note !== '') addComment(jira, actor, moved, { body: readPlainBody(note), public: true });
    return context.body(null, 204);
  });
}

/** Customers can set comments to public visibility only. */
function requireVisibility(jira: Jira, actor: User, issue: Issue, visible: boolean): void {
  if (!visible && !seesInternal(jira, actor, issue)) {
    throw forbidden('You do not have permission to create internal comments on this request.');
  }
}

function readPlainBody(text: string) {
  if (text.trim() === '') {
    throw new Refusal(400, 'Comment body can not be empty!', { i18nKey: 'sd.comment.body.empty' });
  }
  if (text.length > TEXT_LIMIT) {
    const limit = TEXT_LIMIT.toLocaleString('en-US');
    throw new Refusal(
      400,
      `The entered text is too long. It exceeds the allowed limit of ${limit} characters.`,
      {
        i18nKey: 'sd.comment.body.too.long',
        parameters: [String(TEXT_LIMIT)],
      },
    );
  }
  return fromPlainText(text);
}

function listPossible(jira: Jira, actor: User, issue: Issue): Transition[] {
  const agent = holds(jira, actor, issue.projectKey, 'TRANSITION_ISSUES');
  return listTransitions(issue).filter((transition) => agent || transition.customer);
}

/** Uploaded files become attachments once, in a comment that names them. */
function attachTemporary(jira: Jira, actor: User, issue: Issue, input: z.infer<typeof attachSchema>) {
  const uploads = input.temporaryAttachmentIds.map((id) => {
    const upload = jira.store.temporary.get(id);
    const bytes = jira.store.blobs.get(blobId(id));
    if (upload !== undefined && bytes !== undefined) return { upload, bytes };
    throw new Refusal(400, `The temporary attachment ${id} does not exist.`, {
      i18nKey: 'sd.attachment.temporary.not.found',
      parameters: [id],
    });
  });
  const files = uploads.map(({ upload, bytes }) => ({
    filename: upload.fileName,
    mimeType: upload.mimeType,
    bytes,
  }));
  const attached = addAttachments(jira, actor, issue, files, { public: input.public });
  for (const { upload } of uploads) {
    jira.store.temporary.delete(upload.id);
    jira.store.blobs.delete(blobId(upload.id));
  }
  const note = input.additionalComment?.body ?? '';
  const names = files.map((file) => `[^${file.filename}]`).join('\n');
  const added = addComment(jira, actor, attached.issue, {
    body: fromPlainText(note === '' ? names : `${note}\n\n${names}`),
    public: input.public,
    attachmentIds: attached.attachments.map((attachment) => attachment.id),
  });
  return { attachments: attached.attachments, added };
}
