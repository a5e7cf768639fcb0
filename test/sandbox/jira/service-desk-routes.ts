import { type Context, Hono } from 'hono';
import { readFiles } from './attachments';
import type { Jira, JiraEnv } from './jira';
import type { RequestType, User } from './model';
import { findActor } from './permissions';
import { readList, readPage } from './query';
import { Refusal } from './refusal';
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
