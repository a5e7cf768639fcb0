import type { ServiceDeskClient } from 'jira.js/serviceDesk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_ID, AGENT_ID, APP_ID } from '../sandbox/jira';
import { createJiraBench, listen, toDocument } from './jira-bench';

// The independent client checks every reply against its own models; under this switch it also collects keys and values
// that they don't have. It is read when the module loads.
process.env.AUDIT_SCHEMAS = 'true';
const { CommentSchema, createServiceDeskClient } = await import('jira.js/serviceDesk');

const bench = createJiraBench();
let app: ServiceDeskClient;
let close: () => void;

beforeAll(async () => {
  const server = await listen(bench);
  close = server.close;
  const headers = { 'x-sandbox-account': APP_ID };
  app = createServiceDeskClient({ host: server.url, headers, onSchemaMismatch: 'throw' });
});

afterAll(() => close());

const readDrift = (): unknown => Reflect.get(globalThis, Symbol.for('apis-code-gen.schemaAudit'));

describe('Service Management, driven by jira.js', () => {
  it('lists the desk, its request types and their fields', async () => {
    const desks = await app.servicedesk.getServiceDesks();
    expect(desks).toMatchObject({ size: 1, start: 0, limit: 50, isLastPage: true });
    expect(desks.values?.[0]).toMatchObject({ id: '1', projectKey: 'SUP', projectName: 'Support' });
    await expect(app.servicedesk.getServiceDeskById({ serviceDeskId: 'SUP' })).resolves.toMatchObject({
      id: '1',
    });

    const types = await app.servicedesk.getRequestTypes({ serviceDeskId: '1', expand: ['field'] });
    expect(types.values?.map((type) => type.name)).toEqual([
      'Report a problem',
      'Request hardware',
      'Ask a question',
      'New starter',
    ]);
    expect(types.values?.[1]?.fields?.requestTypeFields).toHaveLength(3);

    const meta = await app.servicedesk.getRequestTypeFields({ serviceDeskId: '1', requestTypeId: 2 });
    expect(meta).toMatchObject({ canRaiseOnBehalfOf: true, canAddRequestParticipants: true });
    expect(meta.requestTypeFields?.find((field) => field.fieldId === 'customfield_10101')).toMatchObject({
      name: 'Location',
      required: true,
      visible: true,
      jiraSchema: { type: 'option', customId: 10101 },
      validValues: [{ value: '10300', label: 'Berlin' }, { label: 'Madrid' }, { label: 'San Francisco' }],
    });
    const priority = await app.servicedesk.getRequestTypeFields({ serviceDeskId: '1', requestTypeId: 1 });
    expect(priority.requestTypeFields?.map((field) => [field.fieldId, field.required])).toEqual([
      ['summary', true],
      ['description', false],
      ['priority', false],
      ['customfield_10100', false],
    ]);
  });

  it('pages through lists', async () => {
    const first = await app.servicedesk.getRequestTypes({ serviceDeskId: '1', limit: 2 });
    expect(first).toMatchObject({ size: 2, limit: 2, start: 0, isLastPage: false });
    expect(first._links).toMatchObject({ next: expect.stringContaining('start=2&limit=2') });
    const second = await app.servicedesk.getRequestTypes({ serviceDeskId: '1', start: 2, limit: 2 });
    expect(second).toMatchObject({ size: 2, start: 2, isLastPage: true });
    expect(second.values?.[0]?.name).toBe('Ask a question');
  });

  it('creates a request and reads it back whole', async () => {
    const created = await app.request.createCustomerRequest({
      serviceDeskId: '1',
      requestTypeId: '1',
      isAdfRequest: true,
      raiseOnBehalfOf: AGENT_ID,
      requestParticipants: [ADMIN_ID],
      requestFieldValues: {
        summary: 'The printer burns',
        description: toDocument('Smoke on the third floor.'),
        priority: { name: 'High' },
        customfield_10100: '+14155550123',
      },
    });
    expect(created).toMatchObject({
      issueKey: 'SUP-1',
      summary: 'The printer burns',
      reporter: { accountId: AGENT_ID, displayName: 'Abel Agent' },
      currentStatus: { status: 'Open', statusCategory: 'NEW' },
      createdDate: {
        iso8601: '2026-11-20T09:00:00+0000',
        jira: '2026-11-20T09:00:00.000+0000',
        friendly: '20/Nov/26 9:00 AM',
        epochMillis: bench.clock.now(),
      },
    });
    const whole = await app.request.getCustomerRequestByIdOrKey({
      issueIdOrKey: created.issueId ?? '',
      expand: [
        'participant',
        'requestType',
        'serviceDesk',
        'status',
        'sla',
        'comment',
        'attachment',
        'action',
      ],
    });
    expect(whole.requestFieldValues).toMatchObject([
      { fieldId: 'summary', label: 'What is the problem?', value: 'The printer burns' },
      {
        fieldId: 'description',
        value: 'Smoke on the third floor.',
        renderedValue: { html: '<p>Smoke on the third floor.</p>' },
      },
      { fieldId: 'priority', value: { id: '2', name: 'High' } },
      { fieldId: 'customfield_10100', value: '+14155550123' },
    ]);
    expect(whole.participants?.values?.map((user) => user.accountId)).toEqual([ADMIN_ID]);
    expect(whole.requestType?.name).toBe('Report a problem');
    expect(whole.serviceDesk?.projectKey).toBe('SUP');
    expect(whole.status?.values).toHaveLength(1);
  });

  it('takes comments, public and internal', async () => {
    const issueIdOrKey = await bench.report('Comments');
    const shown = await app.request.createRequestComment({
      issueIdOrKey,
      body: 'On it.\n\nToday.',
      public: true,
    });
    const hidden = await app.request.createRequestComment({
      issueIdOrKey,
      body: 'Loud caller',
      public: false,
    });
    expect([shown.public, hidden.public]).toEqual([true, false]);
    const only = await app.request.getRequestComments({
      issueIdOrKey,
      internal: false,
      expand: ['renderedBody'],
    });
    expect(only.values).toMatchObject([
      { id: shown.id, body: 'On it.\n\nToday.', renderedBody: { html: '<p>On it.</p>\n<p>Today.</p>' } },
    ]);
    const inside = await app.request.getRequestComments({ issueIdOrKey, public: false });
    expect(inside.values?.map((comment) => comment.id)).toEqual([hidden.id]);
    const one = await app.request.getRequestCommentById({ issueIdOrKey, commentId: Number(hidden.id) });
    expect(one).toMatchObject({ body: 'Loud caller', author: { accountId: APP_ID } });
  });

  it('pages through the public comments, the oldest first', async () => {
    const issueIdOrKey = await bench.report('Talkative');
    for (const body of ['one', 'two', 'inside', 'three']) {
      await bench.clock.advance(1000);
      await app.request.createRequestComment({ issueIdOrKey, body, public: body !== 'inside' });
    }
    const pages = { issueIdOrKey, public: true, internal: false, limit: 2 };
    const first = await app.request.getRequestComments(pages);
    expect(first).toMatchObject({ size: 2, start: 0, limit: 2, isLastPage: false });
    expect(first.values).toMatchObject([
      { body: 'one', public: true, created: { epochMillis: bench.clock.now() - 3000 } },
      { body: 'two', created: { iso8601: expect.stringMatching(/\+0000$/), friendly: expect.any(String) } },
    ]);
    const last = await app.request.getRequestComments({ ...pages, start: 2 });
    expect(last).toMatchObject({ size: 1, start: 2, isLastPage: true, values: [{ body: 'three' }] });
  });

  it('tells the status with the request, and all the statuses page by page', async () => {
    const issueIdOrKey = await bench.report('Statuses');
    for (const id of ['11', '31', '41']) {
      await bench.clock.advance(1000);
      await app.request.performCustomerTransition({ issueIdOrKey, id });
    }
    const whole = await app.request.getCustomerRequestByIdOrKey({ issueIdOrKey, expand: ['status'] });
    expect(whole.currentStatus).toMatchObject({
      status: 'Open',
      statusCategory: 'NEW',
      statusDate: { epochMillis: bench.clock.now() },
    });
    expect(whole.status?.values?.map((entry) => [entry.status, entry.statusCategory])).toEqual([
      ['Open', 'NEW'],
      ['Resolved', 'DONE'],
      ['In progress', 'INDETERMINATE'],
      ['Open', 'NEW'],
    ]);
    const page = await app.request.getCustomerRequestStatus({ issueIdOrKey, start: 1, limit: 2 });
    expect(page).toMatchObject({
      size: 2,
      start: 1,
      isLastPage: false,
      values: [{ status: 'Resolved' }, {}],
    });
  });

  it('moves through the workflow and keeps the statuses', async () => {
    const issueIdOrKey = await bench.report('Workflow');
    const offered = await app.request.getCustomerTransitions({ issueIdOrKey });
    expect(offered.values?.map((transition) => transition.name)).toEqual([
      'Start progress',
      'Respond to customer',
      'Resolve this issue',
    ]);
    await bench.clock.advance(60_000);
    await app.request.performCustomerTransition({
      issueIdOrKey,
      id: '31',
      additionalComment: { body: 'Done.' },
    });
    const statuses = await app.request.getCustomerRequestStatus({ issueIdOrKey });
    expect(statuses.values).toMatchObject([
      { status: 'Resolved', statusCategory: 'DONE', statusDate: { epochMillis: bench.clock.now() } },
      { status: 'Open', statusCategory: 'NEW' },
    ]);
    await expect(app.request.performCustomerTransition({ issueIdOrKey, id: '11' })).rejects.toMatchObject({
      status: 400,
    });
    expect((await app.request.getRequestComments({ issueIdOrKey })).values).toMatchObject([
      { body: 'Done.' },
    ]);
  });

  it('manages participants and customers', async () => {
    const issueIdOrKey = await bench.report('People');
    const customer = await app.customer.createCustomer({
      email: 'cora@example.org',
      displayName: 'Cora Customer',
    });
    const accountId = customer.accountId ?? '';
    await app.servicedesk.addCustomers({ serviceDeskId: '1', accountIds: [accountId] });
    const added = await app.request.addRequestParticipants({
      issueIdOrKey,
      accountIds: [accountId, AGENT_ID],
    });
    expect(added.values?.map((user) => user.accountId)).toEqual([accountId, AGENT_ID]);
    await app.request.removeRequestParticipants({ issueIdOrKey, accountIds: [AGENT_ID] });
    const left = await app.request.getRequestParticipants({ issueIdOrKey });
    expect(left.values?.map((user) => user.displayName)).toEqual(['Cora Customer']);
    await expect(
      app.customer.createCustomer({ email: 'CORA@example.org', displayName: 'Again' }),
    ).rejects.toMatchObject({
      status: 400,
    });
  });

  it('filters the list of requests', async () => {
    await bench.report('Zebra crossing blocked');
    const mine = { requestOwnership: ['OWNED_REQUESTS'], serviceDeskId: 1 };
    const found = await app.request.getCustomerRequests({ ...mine, searchTerm: 'zeb* crossing' });
    expect(found.values?.map((request) => request.summary)).toEqual(['Zebra crossing blocked']);
    const closed = await app.request.getCustomerRequests({ ...mine, requestStatus: 'CLOSED_REQUESTS' });
    expect(closed.values?.map((request) => request.summary)).toEqual(['Workflow']);
    const open = await app.request.getCustomerRequests({ ...mine, requestStatus: 'OPEN_REQUESTS', limit: 1 });
    expect(open).toMatchObject({ size: 1, isLastPage: false });
    await expect(app.request.getCustomerRequests({ requestStatus: 'SOME' })).rejects.toMatchObject({
      status: 400,
    });
  });

  it('says what it is', async () => {
    await expect(app.info.getInfo()).resolves.toMatchObject({ isLicensedForUse: true });
  });

  it('answers nothing that the client does not know', () => {
    // Else the audit is off, and an empty list says nothing.
    expect(CommentSchema.safeParse({ invented: true }).success).toBe(false);
    expect(readDrift() ?? []).toEqual([]);
  });
});
