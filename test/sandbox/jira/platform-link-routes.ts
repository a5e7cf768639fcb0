import { Hono } from 'hono';
import { z } from 'zod';
import { readCommentBody } from './adf';
import { addComment } from './comments';
import { announceLink } from './events';
import type { Jira, JiraEnv } from './jira';
import type { Issue, User } from './model';
import { findActor, findIssue, requirePermission } from './permissions';
import { renderLinkedIssue, renderLinkType } from './platform-json';
import { Refusal, readJson } from './refusal';
import { linkTypes, projects } from './seed';

const endSchema = z.looseObject({ id: z.string().optional(), key: z.string().optional() });

const linkSchema = z.looseObject({
  type: z.looseObject({ id: z.string().optional(), name: z.string().optional() }),
  inwardIssue: endSchema,
  outwardIssue: endSchema,
  comment: z.looseObject({ body: z.unknown().optional() }).optional(),
});

export function createLinkRoutes(jira: Jira): Hono<JiraEnv> {
  const app = new Hono<JiraEnv>();

  app.get('/issueLinkType', (context) =>
    context.json({ issueLinkTypes: linkTypes.map((type) => renderLinkType(jira, type.id)) }),
  );

  app.post('/issueLink', async (context) => {
    const actor = findActor(jira, context.get('accountId'));
    createLink(jira, actor, await readJson(context, linkSchema));
    return context.body(null, 201);
  });

  app.get('/issueLink/:id', (context) => {
    const { link } = findLink(jira, findActor(jira, context.get('accountId')), context.req.param('id'));
    return context.json({
      id: link.id,
      type: renderLinkType(jira, link.typeId),
      inwardIssue: renderLinkedIssue(jira, link.inwardId),
      outwardIssue: renderLinkedIssue(jira, link.outwardId),
    });
  });

  app.delete('/issueLink/:id', (context) => {
    const actor = findActor(jira, context.get('accountId'));
    const { link, issue } = findLink(jira, actor, context.req.param('id'));
    requirePermission(jira, actor, issue.projectKey, 'LINK_ISSUES');
    for (const id of [link.inwardId, link.outwardId]) {
      const end = jira.store.issues.get(id);
      if (end === undefined) continue;
      jira.store.saveIssue({ ...end, links: end.links.filter((one) => one.id !== link.id) });
    }
    return context.body(null, 204);
  });

  return app;
}

function createLink(jira: Jira, actor: User, input: z.infer<typeof linkSchema>): void {
  const { id, name } = input.type;
  const type = linkTypes.find((one) => one.id === id || one.name.toLowerCase() === name?.toLowerCase());
  if (type === undefined) throw new Refusal(404, `No issue link type with name '${name ?? id ?? ''}' found.`);
  const inward = findIssue(jira, actor, input.inwardIssue.id ?? input.inwardIssue.key ?? '');
  const outward = findIssue(jira, actor, input.outwardIssue.id ?? input.outwardIssue.key ?? '');
  if (inward.id === outward.id) throw new Refusal(400, 'You cannot link an issue to itself.');
  requirePermission(jira, actor, inward.projectKey, 'LINK_ISSUES');
  const body = input.comment === undefined ? undefined : readCommentBody(input.comment.body);
  const known = inward.links.some((one) => one.typeId === type.id && one.outwardId === outward.id);
  if (!known) {
    const link = {
      id: jira.store.nextId('link'),
      typeId: type.id,
      inwardId: inward.id,
      outwardId: outward.id,
    };
    jira.store.saveIssue({ ...inward, links: [...inward.links, link] });
    jira.store.saveIssue({ ...outward, links: [...outward.links, link] });
    const projectIds = { source: findProjectId(inward), destination: findProjectId(outward) };
    announceLink(jira, link, projectIds, renderLinkType(jira, type.id), actor.accountId);
  }
  if (body !== undefined) addComment(jira, actor, findIssue(jira, actor, outward.id), { body, public: true });
}

const findProjectId = (issue: Issue): string =>
  projects.find((one) => one.key === issue.projectKey)?.id ?? '';

function findLink(jira: Jira, actor: User, id: string): { link: Issue['links'][number]; issue: Issue } {
  for (const issue of jira.store.issues.list()) {
    const link = issue.links.find((one) => one.id === id);
    if (link !== undefined) return { link, issue: findIssue(jira, actor, issue.id) };
  }
  throw new Refusal(404, `No issue link with id '${id}' exists.`);
}
