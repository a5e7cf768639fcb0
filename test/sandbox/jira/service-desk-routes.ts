import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { readFiles } from './attachments';
import { type Jira, type JiraEnv, toJiraTime } from './jira';
import type { RequestType, User } from './model';
import { findActor, holds, requireSiteAdmin } from './permissions';
import { readList, readPage } from './query';
import { forbidden, Refusal, readJson } from './refusal';
import { projects } from './seed';
import {
  renderCreateMeta,
  renderDate,
  renderPage,
  renderRequestType,
  renderServiceDesk,
  serviceUrl,
} from './service-json';
import { blobId } from './store';
import { renderServiceUser } from './user-json';

/** A desk is named by its id, its project's id or key. @throws Refusal 404 */
export function findServiceDesk(user: User, name: string): { id: string; projectKey: string } {
  const project = projects.find((one) => [one.serviceDeskId, one.id, one.key].includes(name));
  if (project !== undefined && user.roles[project.key] !== undefined) {
    return { id: project.serviceDeskId, projectKey: project.key };
  }
  throw new Refusal(404, 'The Service Desk you are trying to view does not exist.', {
    i18nKey: 'sd.agent.servicedesk.error.servicedesk.missing',
  });
}

export function findRequestType(
  jira: Jira,
  serviceDeskId: string,
  id: string,
  status: 400 | 404,
): RequestType {
  const type = jira.store.requestTypes.get(id);
  if (type?.serviceDeskId === serviceDeskId) return type;
  throw new Refusal(status, 'The request type you are trying to access does not exist.', {
    i18nKey: 'sd.customerview.error.requestTypeNotFound',
  });
}

const customerSchema = z.looseObject({ email: z.string().optional(), displayName: z.string().optional() });
const accountIdsSchema = z.looseObject({ accountIds: z.array(z.string()).default([]) });

type Open = (context: Context<JiraEnv>) => { actor: User; desk: ReturnType<typeof findServiceDesk> };

export function createServiceDeskRoutes(jira: Jira): Hono<JiraEnv> {
  const app = new Hono<JiraEnv>();
  const open: Open = (context) => {
    const actor = findActor(jira, context.get('accountId'));
    return { actor, desk: findServiceDesk(actor, context.req.param('desk') ?? '') };
  };

  app.get('/info', (context) =>
    context.json({
      version: '5.18.0-SNAPSHOT',
      platformVersion: '1001.0.0-SNAPSHOT',
      buildDate: renderDate(0),
      buildChangeSet: 'sandbox',
      isLicensedForUse: true,
      _links: { self: serviceUrl(jira, '/info') },
    }),
  );

  app.get('/servicedesk', (context) => {
    const actor = findActor(jira, context.get('accountId'));
    const desks = projects.filter((project) => actor.roles[project.key] !== undefined);
    return context.json(
      renderPage(jira, '/servicedesk', desks, readPage(context), (project) =>
        renderServiceDesk(jira, project.serviceDeskId),
      ),
    );
  });

  app.get('/servicedesk/:desk', (context) => {
    const { desk } = open(context);
    return context.json(renderServiceDesk(jira, desk.id));
  });

  addRequestTypeRoutes(app, jira, open);
  addCustomerRoutes(app, jira, open);
  app.post('/servicedesk/:desk/attachTemporaryFile', (context) => receiveFiles(jira, context, open(context)));
  return app;
}

function addRequestTypeRoutes(app: Hono<JiraEnv>, jira: Jira, open: Open): void {
  app.get('/servicedesk/:desk/requesttype', (context) => {
    const { actor, desk } = open(context);
    const words = (context.req.query('searchQuery') ?? '').toLowerCase();
    const types = jira.store.requestTypes
      .list()
      .filter((type) => type.serviceDeskId === desk.id && type.name.toLowerCase().includes(words));
    const expand = readList(context, 'expand');
    return context.json(
      renderPage(jira, `/servicedesk/${desk.id}/requesttype`, types, readPage(context), (type) =>
        renderRequestType(jira, type, actor, expand),
      ),
    );
  });

  app.get('/servicedesk/:desk/requesttype/:type', (context) => {
    const { actor, desk } = open(context);
    const type = findRequestType(jira, desk.id, context.req.param('type'), 404);
    return context.json(renderRequestType(jira, type, actor, readList(context, 'expand')));
  });

  app.get('/servicedesk/:desk/requesttype/:type/field', (context) => {
    const { actor, desk } = open(context);
    const type = findRequestType(jira, desk.id, context.req.param('type'), 404);
    return context.json(
      renderCreateMeta(jira, type, actor, readList(context, 'expand').includes('hiddenFields')),
    );
  });

  app.get('/servicedesk/:desk/requesttypegroup', (context) => {
    const { desk } = open(context);
    const groups = [{ id: '1', name: 'General' }];
    return context.json(
      renderPage(
        jira,
        `/servicedesk/${desk.id}/requesttypegroup`,
        groups,
        readPage(context),
        (group) => group,
      ),
    );
  });
}

function addCustomerRoutes(app: Hono<JiraEnv>, jira: Jira, open: Open): void {
  app.post('/servicedesk/:desk/customer', async (context) => {
    const { actor, desk } = open(context);
    if (!holds(jira, actor, desk.projectKey, 'ADMINISTER_PROJECTS')) {
      throw forbidden('You do not have permission to add customers to this service desk.');
    }
    const { accountIds } = await readJson(context, accountIdsSchema);
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
}

/** Keeps uploads until a request takes them. */
async function receiveFiles(jira: Jira, context: Context<JiraEnv>, at: ReturnType<Open>): Promise<Response> {
  const { actor, desk } = at;
  if (context.req.header('x-experimentalapi') !== 'opt-in') {
    throw new Refusal(
      412,
      'This API is experimental. Set the header X-ExperimentalApi to opt-in to use it.',
      {
        i18nKey: 'sd.error.experimental.api',
      },
    );
  }
  const temporaryAttachments = (await readFiles(jira, context)).map((file) => {
    const digits = Math.floor(jira.context.random() * 1e15)
      .toString()
      .padStart(15, '0');
    const id = `temp${digits}${jira.store.nextId('attachment')}`;
    jira.store.blobs.put(blobId(id), file.bytes);
    jira.store.temporary.put({
      id,
      serviceDeskId: desk.id,
      fileName: file.filename,
      mimeType: file.mimeType,
      size: file.bytes.byteLength,
      authorId: actor.accountId,
    });
    return { temporaryAttachmentId: id, fileName: file.filename };
  });
  return context.json({ temporaryAttachments }, 201);
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
    title: `Customer created at ${toJiraTime(jira.context.clock.now())}`,
    detail: { accountId: user.accountId },
  });
  return user;
}
