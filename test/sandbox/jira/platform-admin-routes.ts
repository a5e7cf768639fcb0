import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { customNumber, findKind, isCustom, renderSchema } from './field-json';
import type { Jira, JiraEnv } from './jira';
import { type Field, type FieldOption, OPTION_KINDS } from './model';
import { findActor, requireSiteAdmin } from './permissions';
import { pageBean } from './platform-directory-routes';
import { Refusal, readJson } from './refusal';
import { globalContext } from './seed-request-types';

const fieldSchema = z.strictObject({
  name: z.string().trim().min(1).max(255),
  description: z.string().optional(),
  type: z.string(),
  searcherKey: z.string().optional(),
});

const contextSchema = z.looseObject({ name: z.string().min(1), description: z.string().default('') });
const optionsSchema = z.looseObject({
  options: z.array(z.looseObject({ value: z.string().min(1), disabled: z.boolean().default(false) })),
});

/** Fields, their contexts and options, and the one screen: as much as an app needs to bring its own custom field. */
export function createAdminRoutes(jira: Jira): Hono<JiraEnv> {
  const app = new Hono<JiraEnv>();
  const requireAdmin = (context: Context<JiraEnv>): void =>
    requireSiteAdmin(findActor(jira, context.get('accountId')));

  app.get('/field', (context) => context.json(jira.store.fields.list().map(renderField)));

  app.get('/field/search', (context) => {
    requireAdmin(context);
    const words = (context.req.query('query') ?? '').toLowerCase();
    const custom = jira.store.fields
      .list()
      .filter((field) => isCustom(field) && field.name.toLowerCase().includes(words));
    const render = (field: Field) => ({
      id: field.id,
      name: field.name,
      schema: renderSchema(field),
      description: field.description ?? '',
      key: field.id,
    });
    return context.json(pageBean(context, jira, custom, render));
  });

  app.post('/field', async (context) => {
    requireAdmin(context);
    const input = await readJson(context, fieldSchema);
    const kind = findKind(input.type);
    if (kind === undefined) {
      throw new Refusal(400, 'type', { errors: { type: `The field type '${input.type}' is not known.` } });
    }
    const field: Field = {
      id: `customfield_${jira.store.nextId('field')}`,
      name: input.name,
      kind,
      contexts: [
        globalContext(jira.store.nextId('option'), `Default configuration scheme for ${input.name}`),
      ],
      ...(input.description === undefined ? {} : { description: input.description }),
      ...(OPTION_KINDS.includes(kind) ? { options: [] } : {}),
    };
    jira.store.fields.put(field);
    return context.json(renderField(field), 201);
  });

  app.delete('/field/:field', (context) => {
    requireAdmin(context);
    jira.store.fields.delete(findCustomField(jira, context.req.param('field')).id);
    // Live, this is a long-running task to follow.
    return context.body(null, 303, { location: '/rest/api/3/task/1' });
  });

  addContextRoutes(app, jira, requireAdmin);
  addScreenRoutes(app, jira, requireAdmin);
  return app;
}

type Gate = (context: Context<JiraEnv>) => void;

function addContextRoutes(app: Hono<JiraEnv>, jira: Jira, requireAdmin: Gate): void {
  const open = (context: Context<JiraEnv>): Field => {
    requireAdmin(context);
    return findCustomField(jira, context.req.param('field') ?? '');
  };
  const requireContext = (field: Field, id: string | undefined): void => {
    if (!field.contexts?.some((one) => one.id === id)) throw new Refusal(404, 'The context was not found.');
  };

  app.get('/field/:field/context', (context) =>
    context.json(
      pageBean(context, jira, open(context).contexts ?? [], (one) => ({
        ...one,
        isGlobalContext: true,
        isAnyIssueType: true,
      })),
    ),
  );

  app.post('/field/:field/context', async (context) => {
    const { name, description } = await readJson(context, contextSchema);
    const field = open(context);
    const added = { id: jira.store.nextId('option'), name, description };
    jira.store.fields.put({ ...field, contexts: [...(field.contexts ?? []), added] });
    return context.json({ ...added, projectIds: [], issueTypeIds: [] }, 201);
  });

  app.get('/field/:field/context/:context/option', (context) => {
    const field = open(context);
    requireContext(field, context.req.param('context'));
    return context.json(pageBean(context, jira, field.options ?? [], renderOption));
  });

  app.post('/field/:field/context/:context/option', async (context) => {
    const { options } = await readJson(context, optionsSchema);
    const field = open(context);
    requireContext(field, context.req.param('context'));
    const known = (field.options ?? []).map((option) => option.value);
    const double = options.find((option) => known.includes(option.value));
    if (field.options === undefined) throw new Refusal(400, 'The field does not support options.');
    if (double !== undefined)
      throw new Refusal(400, `The option ${double.value} already exists in the context.`);
    const added = options.map(({ value, disabled }) => ({
      id: jira.store.nextId('option'),
      value,
      disabled,
    }));
    jira.store.fields.put({ ...field, options: [...field.options, ...added] });
    return context.json({ options: added.map(renderOption) });
  });
}

const renderOption = (option: FieldOption) => ({
  id: option.id,
  value: option.value,
  disabled: option.disabled ?? false,
});

const SCREEN = { id: 1, name: 'SUP: Service Management screen', description: 'Create, edit and view.' };
const TAB = { id: 10_000, name: 'Field Tab' };

function addScreenRoutes(app: Hono<JiraEnv>, jira: Jira, requireAdmin: Gate): void {
  const render = (id: string) => ({ id, name: jira.store.fields.get(id)?.name ?? id });
  const add = (fieldId: string) => {
    if (jira.store.fields.get(fieldId) === undefined)
      throw new Refusal(404, `The field ${fieldId} was not found.`);
    if (jira.store.screen.list().includes(fieldId)) {
      throw new Refusal(400, `The field with id ${fieldId} already exists on the screen.`);
    }
    jira.store.screen.add(fieldId);
    return render(fieldId);
  };
  const requireScreen = (context: Context<JiraEnv>): void => {
    requireAdmin(context);
    const screen = context.req.param('screen');
    const tab = context.req.param('tab');
    const known = screen === String(SCREEN.id) && (tab === undefined || tab === String(TAB.id));
    if (!known) throw new Refusal(404, 'The screen or its tab was not found.');
  };

  app.get('/screens', (context) => {
    requireAdmin(context);
    return context.json(pageBean(context, jira, [SCREEN], (screen) => screen));
  });
  app.get('/screens/:screen/tabs', (context) => {
    requireScreen(context);
    return context.json([TAB]);
  });
  app.get('/screens/:screen/tabs/:tab/fields', (context) => {
    requireScreen(context);
    return context.json(jira.store.screen.list().map(render));
  });
  app.post('/screens/:screen/tabs/:tab/fields', async (context) => {
    requireScreen(context);
    const { fieldId } = await readJson(context, z.strictObject({ fieldId: z.string() }));
    return context.json(add(fieldId));
  });
  app.delete('/screens/:screen/tabs/:tab/fields/:field', (context) => {
    requireScreen(context);
    jira.store.screen.remove(context.req.param('field'));
    return context.body(null, 204);
  });
  app.post('/screens/addToDefault/:field', (context) => {
    requireAdmin(context);
    return context.json(add(context.req.param('field')));
  });
}

function findCustomField(jira: Jira, id: string): Field {
  const field = jira.store.fields.get(id);
  if (field !== undefined && isCustom(field)) return field;
  throw new Refusal(404, 'The custom field was not found.');
}

function renderField(field: Field) {
  const custom = isCustom(field);
  const clauseNames = custom ? [`cf[${customNumber(field)}]`, field.name] : [field.id];
  const name = { id: field.id, key: field.id, name: field.name, custom };
  return {
    ...name,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames,
    schema: renderSchema(field),
  };
}
