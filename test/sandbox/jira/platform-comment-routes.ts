import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { readCommentBody } from './adf';
import { addAttachments, findAttachment, readFiles, removeAttachment, serveAttachment } from './attachments';
import { addComment, deleteComment, editComment, findComment, listComments } from './comments';
import type { Jira, JiraEnv } from './jira';
import type { Issue, User } from './model';
import { findActor, findIssue, requirePermission } from './permissions';
import { renderAttachment, renderComment } from './platform-json';
import { checkProperty } from './platform-property-routes';
import { readList, readNumber } from './query';
import { Refusal, readJson } from './refusal';

const commentSchema = z.looseObject({
  body: z.unknown().optional(),
  properties: z.array(z.looseObject({ key: z.string(), value: z.unknown() })).default([]),
  visibility: z.unknown().optional(),
});

export function createCommentRoutes(jira: Jira): Hono<JiraEnv> {
  const app = new Hono<JiraEnv>();
  const open = (context: Context<JiraEnv>): { actor: User; issue: Issue } => {
    const actor = findActor(jira, context.get('accountId'));
    return { actor, issue: findIssue(jira, actor, context.req.param('key') ?? '') };
  };
  const readComment = async (context: Context<JiraEnv>) => {
    const input = await readJson(context, commentSchema);
    // Quietly storing a restricted comment for everybody to see would be worse than not knowing the option.
    if (input.visibility !== undefined && input.visibility !== null) {
      throw new Refusal(400, 'The sandbox has no groups or roles to restrict a comment to.');
    }
    const properties = input.properties.map(({ key, value }) => ({
      key,
      value: checkProperty(key, JSON.stringify(value)),
    }));
    return { body: readCommentBody(input.body), properties };
  };

  app.get('/issue/:key/comment', (context) => {
    const { actor, issue } = open(context);
    const startAt = readNumber(context, 'startAt', 0);
    const maxResults = Math.min(5000, readNumber(context, 'maxResults', 50));
    const newestFirst = /^-|desc$/i.test(context.req.query('orderBy') ?? '');
    const visible = listComments(jira, actor, issue);
    const comments = (newestFirst ? visible.toReversed() : visible)
      .slice(startAt, startAt + maxResults)
      .map((comment) => renderComment(jira, issue, comment, readList(context, 'expand')));
    return context.json({ startAt, maxResults, total: visible.length, comments });
  });

  app.post('/issue/:key/comment', async (context) => {
    const draft = await readComment(context);
    const { actor, issue } = open(context);
    requirePermission(jira, actor, issue.projectKey, 'ADD_COMMENTS');
    // Public unless its properties say otherwise, which `sd.public.comment` may.
    const added = addComment(jira, actor, issue, { ...draft, public: true });
    return context.json(renderComment(jira, added.issue, added.comment, readList(context, 'expand')), 201);
  });

  app.get('/issue/:key/comment/:id', (context) => {
    const { actor, issue } = open(context);
    const comment = findComment(jira, actor, issue, context.req.param('id'));
    return context.json(renderComment(jira, issue, comment, readList(context, 'expand')));
  });

  app.put('/issue/:key/comment/:id', async (context) => {
    const change = await readComment(context);
    const { actor, issue } = open(context);
    const comment = findComment(jira, actor, issue, context.req.param('id'));
    const edited = editComment(jira, actor, issue, comment, change);
    return context.json(renderComment(jira, issue, edited, readList(context, 'expand')));
  });

  app.delete('/issue/:key/comment/:id', (context) => {
    const { actor, issue } = open(context);
    deleteComment(jira, actor, issue, findComment(jira, actor, issue, context.req.param('id')));
    return context.body(null, 204);
  });

  addAttachmentRoutes(app, jira, open);
  return app;
}

type Open = (context: Context<JiraEnv>) => { actor: User; issue: Issue };

function addAttachmentRoutes(app: Hono<JiraEnv>, jira: Jira, open: Open): void {
  const openFile = (context: Context<JiraEnv>) => {
    const actor = findActor(jira, context.get('accountId'));
    return { actor, ...findAttachment(jira, actor, context.req.param('id') ?? '') };
  };

  app.post('/issue/:key/attachments', async (context) => {
    const files = await readFiles(jira, context);
    const { actor, issue } = open(context);
    requirePermission(jira, actor, issue.projectKey, 'CREATE_ATTACHMENTS');
    // Files that come through the platform API are not shown on the portal.
    const added = addAttachments(jira, actor, issue, files, { public: false });
    return context.json(added.attachments.map((attachment) => renderAttachment(jira, attachment)));
  });

  app.get('/attachment/meta', (context) => context.json({ enabled: true, uploadLimit: jira.uploadLimit }));

  app.get('/attachment/:id', (context) => {
    const { attachment } = openFile(context);
    return context.json({ ...renderAttachment(jira, attachment), id: Number(attachment.id) });
  });

  app.delete('/attachment/:id', (context) => {
    const { actor, attachment, issue } = openFile(context);
    removeAttachment(jira, actor, attachment, issue);
    return context.body(null, 204);
  });

  // Live, this redirects to the media store; the bytes are the same.
  app.get('/attachment/content/:id', (context) =>
    serveAttachment(jira, context, openFile(context).attachment),
  );

  app.get('/attachment/thumbnail/:id', (context) => {
    const { attachment } = openFile(context);
    if (attachment.mimeType.startsWith('image/')) return serveAttachment(jira, context, attachment);
    throw new Refusal(404, `The attachment with id '${attachment.id}' has no thumbnail`);
  });
}
