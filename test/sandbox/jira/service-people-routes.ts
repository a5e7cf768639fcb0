import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Jira, JiraEnv } from './jira';
import type { Issue, User } from './model';
import { findActor, findRequest, holds, requireSiteAdmin } from './permissions';
import { readPage } from './query';
import { forbidden, Refusal, readJson } from './refusal';
import { findServiceDesk } from './service-desk-routes';
import { renderPage } from './service-json';
import { renderServiceUser } from './user-json';

const customerSchema = z.looseObject({ email: z.string().optional(), displayName: z.string().optional() });
const accountIdsSchema = z.looseObject({ accountIds: z.array(z.string()).default([]) });

/** Customers of the desk, and participants of requests. */
export function createPeopleRoutes(jira: Jira): Hono<JiraEnv> {
  const app = new Hono<JiraEnv>();
  app.post('/servicedesk/:desk/customer', async (context) => {
    const { accountIds } = await readJson(context, accountIdsSchema);
    const actor = findActor(jira, context.get('accountId'));
    const desk = findServiceDesk(actor, context.req.param('desk'));
    if (!holds(jira, actor, desk.projectKey, 'ADMINISTER_PROJECTS')) {
      throw forbidden('You do not have permission to add customers to this service desk.');
    }
    for (const accountId of accountIds) {
      const user = jira.store.users.get(accountId);
      if (user === undefined)
        throw new Refusal(400, `No user has the account ID ${accountId}.`, { i18nKey: 'sd.user.not.found' });
      jira.store.users.put({ ...user, roles: { [desk.projectKey]: 'customer', ...user.roles } });
    }
    return context.body(null, 204);
  });

  app.post('/customer', async (context) => {
    requireSiteAdmin(findActor(jira, context.get('accountId')));
    const { email, displayName } = await readJson(context, customerSchema);
    return context.json(renderServiceUser(jira, addCustomer(jira, email, displayName).accountId), 201);
  });

  addParticipantRoutes(app, jira);
  return app;
}

function addParticipantRoutes(app: Hono<JiraEnv>, jira: Jira): void {
  const open = (context: Context<JiraEnv>): { actor: User; issue: Issue } => {
    const actor = findActor(jira, context.get('accountId'));
    return { actor, issue: findRequest(jira, actor, context.req.param('key') ?? '') };
  };
  const answer = (context: Context<JiraEnv>, issue: Issue): Response =>
    context.json(
      renderPage(jira, `/request/${issue.id}/participant`, issue.participantIds, readPage(context), (id) =>
        renderServiceUser(jira, id),
      ),
    );
  const change = async (context: Context<JiraEnv>, next: (old: string[], given: string[]) => string[]) => {
    const { accountIds } = await readJson(context, accountIdsSchema);
    const { actor, issue } = open(context);
    if (!holds(jira, actor, issue.projectKey, 'SERVICEDESK_AGENT') && issue.reporterId !== actor.accountId) {
      throw forbidden('You do not have permission to manage the participants of this request.');
    }
    for (const accountId of accountIds) {
      if (jira.store.users.get(accountId) !== undefined) continue;
      throw new Refusal(400, `No user has the account ID ${accountId}.`, { i18nKey: 'sd.user.not.found' });
    }
    const changed = { ...issue, participantIds: next(issue.participantIds, accountIds) };
    jira.store.saveIssue(changed);
    return answer(context, changed);
  };
  app.get('/request/:key/participant', (context) => answer(context, open(context).issue));
  app.post('/request/:key/participant', (context) =>
    change(context, (old, given) => [...new Set([...old, ...given])]),
  );
  app.delete('/request/:key/participant', (context) =>
    change(context, (old, given) => old.filter((id) => !given.includes(id))),
  );
}

/** A portal-only account. @throws Refusal 400 for a bad or taken address */
function addCustomer(jira: Jira, email: string | undefined, displayName: string | undefined): User {
  if (email === undefined || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    throw new Refusal(400, 'The email address is invalid.', { i18nKey: 'sd.customer.email.invalid' });
  }
  if (jira.store.users.list().some((user) => user.emailAddress?.toLowerCase() === email.toLowerCase())) {
    throw new Refusal(400, 'An account already exists for this email', {
      i18nKey: 'sd.customer.email.exists',
    });
  }
  const digits = Array.from({ length: 24 }, () => Math.floor(jira.context.random() * 16).toString(16)).join(
    '',
  );
  const user: User = {
    accountId: `qm:sandbox:${digits}`,
    displayName: displayName ?? email,
    emailAddress: email,
    accountType: 'customer',
    active: true,
    timeZone: 'Etc/UTC',
    locale: 'en_US',
    roles: {},
  };
  jira.store.users.put(user);
  jira.context.log.add({
    source: 'jira',
    kind: 'customer-created',
    title: 'A customer was created',
    detail: { accountId: user.accountId },
  });
  return user;
}
