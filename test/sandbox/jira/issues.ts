import { announceCreation, announceDeletion, announceUpdate } from './events';
import { describeFieldValue, isCustom } from './field-json';
import { type FieldReader, readFieldValue } from './field-values';
import type { Jira } from './jira';
import type { Field, FieldValue, HistoryItem, Issue, Transition, User } from './model';
import { holds } from './permissions';
import { findStatus } from './platform-json';
import { forbidden, Refusal } from './refusal';
import { DEFAULT_PRIORITY_ID, REQUEST_TYPE_FIELD, resolutions, statuses, transitions } from './seed';
import { blobId } from './store';

export interface IssueDraft {
  projectKey: string;
  issueTypeId: string;
  requestTypeId?: string;
  channel?: string;
  reporterId: string;
  participantIds: string[];
  fields: Record<string, FieldValue>;
  properties: Record<string, unknown>;
}

const FIRST_STATUS = '1';

export function createIssue(jira: Jira, actor: User, draft: IssueDraft): Issue {
  const now = jira.context.clock.now();
  const issue: Issue = {
    ...draft,
    id: jira.store.nextId('issue'),
    key: jira.store.nextKey(draft.projectKey),
    creatorId: actor.accountId,
    statusId: FIRST_STATUS,
    statuses: [{ statusId: FIRST_STATUS, at: now }],
    fields: { priority: DEFAULT_PRIORITY_ID, ...draft.fields },
    comments: [],
    attachmentIds: [],
    links: [],
    history: [],
    created: now,
    updated: now,
  };
  jira.store.saveIssue(issue);
  jira.context.log.add({
    source: 'jira',
    kind: 'request-created',
    title: `${issue.key} created: ${String(issue.fields.summary)}`,
    detail: { key: issue.key, requestTypeId: issue.requestTypeId },
  });
  announceCreation(jira, issue);
  return issue;
}

/** Fields by id to their checked values; `undefined` empties one. */
export type FieldChanges = Record<string, FieldValue | undefined>;

/**
 * Checks a request's `fields`. @throws Refusal 400 naming every field that is unknown, not on the screen, or wrong.
 */
export function readFields(
  jira: Jira,
  input: Record<string, unknown>,
  reader: Pick<FieldReader, 'adf'>,
  allowed: readonly string[],
): FieldChanges {
  const errors: Record<string, string> = {};
  const changes: FieldChanges = {};
  for (const [id, raw] of Object.entries(input)) {
    const field = jira.store.fields.get(id);
    if (field === undefined || !allowed.includes(id)) {
      errors[id] = `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;
      continue;
    }
    const read = readFieldValue(field, raw, {
      adf: reader.adf,
      hasUser: (accountId) => jira.store.users.get(accountId)?.active === true,
    });
    if (read.ok) changes[id] = read.value;
    else errors[id] = read.message;
  }
  if (Object.keys(errors).length > 0) throw new Refusal(400, 'The fields are not valid.', { errors });
  return changes;
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

function describeChange(jira: Jira, field: Field, from: FieldValue | undefined, to: FieldValue | undefined) {
  const idOf = (value: FieldValue | undefined): string | null =>
    typeof value === 'string' && ['user', 'priority', 'select', 'radio', 'request-type'].includes(field.kind)
      ? value
      : null;
  const item: HistoryItem = {
    field: isCustom(field) ? field.name : field.id,
    fieldId: field.id,
    fieldtype: isCustom(field) ? 'custom' : 'jira',
    from: idOf(from),
    fromString: describeFieldValue(jira, field, from),
    to: idOf(to),
    toString: describeFieldValue(jira, field, to),
  };
  return item;
}

/** Applies checked field changes; nothing is saved or announced when nothing differs. */
export function changeFields(jira: Jira, actor: User, issue: Issue, changes: FieldChanges): Issue {
  const { requestTypeId, ...rest } = issue;
  const values: Record<string, FieldValue | undefined> = {
    ...issue.fields,
    reporter: issue.reporterId,
    [REQUEST_TYPE_FIELD]: requestTypeId,
  };
  const items: HistoryItem[] = [];
  for (const [id, value] of Object.entries(changes)) {
    const field = jira.store.fields.get(id);
    if (field === undefined || same(values[id], value)) continue;
    items.push(describeChange(jira, field, values[id], value));
    values[id] = value;
  }
  return items.length === 0
    ? issue
    : recordChange(jira, actor, { ...rest, ...takeApart(values, issue) }, items);
}

/** The reporter and the request type have places of their own on an issue. */
function takeApart(
  values: FieldChanges,
  issue: Issue,
): Pick<Issue, 'fields' | 'reporterId' | 'requestTypeId'> {
  const { reporter, [REQUEST_TYPE_FIELD]: requestTypeId, ...rest } = values;
  return {
    fields: Object.fromEntries(
      Object.entries(rest).flatMap(([id, value]): [string, FieldValue][] =>
        value === undefined ? [] : [[id, value]],
      ),
    ),
    reporterId: typeof reporter === 'string' ? reporter : issue.reporterId,
    ...(typeof requestTypeId === 'string' ? { requestTypeId } : {}),
  };
}

/** Saves a changed issue with its history entry, and tells the app. */
export function recordChange(jira: Jira, actor: User, changed: Issue, items: HistoryItem[]): Issue {
  const now = jira.context.clock.now();
  const history = { id: jira.store.nextId('history'), authorId: actor.accountId, created: now, items };
  const issue = { ...changed, updated: now, history: [...changed.history, history] };
  jira.store.saveIssue(issue);
  announceUpdate(jira, issue, history);
  return issue;
}

export const listTransitions = (issue: Issue): Transition[] =>
  transitions.filter((transition) => transition.from.includes(issue.statusId));

export function transitionIssue(jira: Jira, actor: User, issue: Issue, transition: Transition): Issue {
  const now = jira.context.clock.now();
  const target = findStatus(transition.to);
  const done = target.category === 'done';
  const items: HistoryItem[] = [changeItem('status', issue.statusId, transition.to, nameStatus)];
  const { resolved: _resolved, ...rest } = issue;
  const fields = { ...issue.fields };
  const resolution = resolutions[0].id;
  if (done !== (fields.resolution !== undefined)) {
    const before = typeof fields.resolution === 'string' ? fields.resolution : null;
    items.push(changeItem('resolution', before, done ? resolution : null, () => resolutions[0].name));
  }
  delete fields.resolution;
  if (done) fields.resolution = resolution;
  const changed: Issue = {
    ...rest,
    fields,
    statusId: transition.to,
    statuses: [...issue.statuses, { statusId: transition.to, at: now }],
    ...(done ? { resolved: now } : {}),
  };
  jira.context.log.add({
    source: 'jira',
    kind: 'request-transitioned',
    title: `${issue.key} is now ${target.name}`,
  });
  return recordChange(jira, actor, changed, items);
}

/** @throws Refusal 400 when the step is none of the `possible` ones */
export function findTransition(possible: readonly Transition[], id: string): Transition {
  const transition = possible.find((one) => one.id === id);
  if (transition !== undefined) return transition;
  throw new Refusal(
    400,
    `It seems that you have tried to perform an illegal workflow operation. (transition ${id})`,
    {
      i18nKey: 'sd.request.transition.invalid',
    },
  );
}

const nameStatus = (id: string): string => statuses.find((status) => status.id === id)?.name ?? id;

const changeItem = (
  field: string,
  from: string | null,
  to: string | null,
  name: (id: string) => string,
): HistoryItem => ({
  field,
  fieldId: field,
  fieldtype: 'jira',
  from,
  fromString: from === null ? null : name(from),
  to,
  toString: to === null ? null : name(to),
});

export function deleteIssue(jira: Jira, actor: User, issue: Issue): void {
  if (!holds(jira, actor, issue.projectKey, 'DELETE_ISSUES')) {
    throw forbidden('You do not have permission to delete issues in this project.');
  }
  for (const link of issue.links) {
    const other = jira.store.issues.get(link.inwardId === issue.id ? link.outwardId : link.inwardId);
    if (other === undefined) continue;
    jira.store.saveIssue({ ...other, links: other.links.filter((one) => one.id !== link.id) });
  }
  for (const id of issue.attachmentIds) {
    jira.store.attachments.delete(id);
    jira.store.blobs.delete(blobId(id));
  }
  jira.store.removeIssue(issue);
  announceDeletion(jira, issue, actor.accountId);
}
