import type { Collection } from '../documents';
import type { StandInContext } from '../stand-in';
import type { Attachment, Field, Issue, RequestType, TemporaryAttachment, User } from './model';
import { users } from './seed';
import * as seed from './seed-request-types';

/** A collection that is read from disk once: a search over thousands of requests must not parse them all again. */
export interface Table<T> {
  get(id: string): T | undefined;
  put(value: T): void;
  delete(id: string): boolean;
  list(): T[];
  clear(): void;
}

function openTable<T>(collection: Collection<T>, idOf: (value: T) => string): Table<T> {
  const rows = new Map(collection.list().map((value) => [idOf(value), value]));
  return {
    get: (id) => rows.get(id),
    put(value) {
      rows.set(idOf(value), value);
      collection.put(idOf(value), value);
    },
    delete(id) {
      rows.delete(id);
      return collection.delete(id);
    },
    list: () => [...rows.values()],
    clear() {
      for (const id of rows.keys()) collection.delete(id);
      rows.clear();
    },
  };
}

export interface JiraStore {
  users: Table<User>;
  fields: Table<Field>;
  requestTypes: Table<RequestType>;
  issues: Table<Issue>;
  attachments: Table<Attachment>;
  temporary: Table<TemporaryAttachment>;
  /** Field ids on the edit screen, in order. */
  screen: { list(): string[]; add(fieldId: string): void; remove(fieldId: string): void };
  findIssueByKey(key: string): Issue | undefined;
  /** Saves, and lets the search index follow when its lag has passed. */
  saveIssue(issue: Issue): void;
  removeIssue(issue: Issue): void;
  /** The issues as the search index sees them now. */
  indexed(): Issue[];
  /** A number for a new thing, in Jira's range. */
  nextId(sequence: 'issue' | 'comment' | 'attachment' | 'history' | 'link' | 'field' | 'option'): string;
  nextKey(projectKey: string): string;
  blobs: StandInContext['documents']['blobs'];
  /** Removes requests, attachments and customers, and restores what the seed set up. */
  reset(): void;
}

const FIRST_ID = { issue: 10_000, comment: 10_000, attachment: 10_000, history: 10_000, link: 10_000 };
const FIRST_CONFIGURED_ID = { field: 10_110, option: 10_310 };

/** `lagMs`: how long a write stays invisible to search. Jira's index is eventually consistent; reads by key are not. */
export function openStore(context: StandInContext, lagMs: () => number): JiraStore {
  const { documents, clock } = context;
  const open = <T>(name: string, idOf: (value: T) => string): Table<T> =>
    openTable(documents.collection<T>(`jira-${name}`), idOf);
  const tables = {
    users: open<User>('users', (user) => user.accountId),
    fields: open<Field>('fields', (field) => field.id),
    requestTypes: open<RequestType>('request-types', (type) => type.id),
    issues: open<Issue>('issues', (issue) => issue.id),
    attachments: open<Attachment>('attachments', (attachment) => attachment.id),
    temporary: open<TemporaryAttachment>('temporary', (file) => file.id),
  };
  const screens = open<{ id: string; fieldIds: string[] }>('screens', (screen) => screen.id);
  const plant = (): void => {
    for (const user of users) tables.users.put(user);
    for (const field of seed.fields) tables.fields.put(field);
    for (const type of seed.requestTypes) tables.requestTypes.put(type);
    screens.put({ id: '1', fieldIds: seed.screenFieldIds });
  };
  if (tables.users.list().length === 0) plant();

  const index = openIndex(tables.issues.list(), clock, lagMs);
  const ids = new Map(tables.issues.list().map((issue) => [issue.key, issue.id]));
  const screenFields = (): string[] => screens.get('1')?.fieldIds ?? [];
  const removeIssue = (issue: Issue): void => {
    ids.delete(issue.key);
    tables.issues.delete(issue.id);
    index.note(issue.id, undefined);
  };
  const first = { ...FIRST_ID, ...FIRST_CONFIGURED_ID };

  return {
    ...tables,
    blobs: documents.blobs,
    screen: {
      list: screenFields,
      add: (fieldId) => screens.put({ id: '1', fieldIds: [...screenFields(), fieldId] }),
      remove: (fieldId) => screens.put({ id: '1', fieldIds: screenFields().filter((id) => id !== fieldId) }),
    },
    findIssueByKey(key) {
      const id = ids.get(key.toUpperCase());
      return id === undefined ? undefined : tables.issues.get(id);
    },
    saveIssue(issue) {
      ids.set(issue.key, issue.id);
      tables.issues.put(issue);
      index.note(issue.id, issue);
    },
    removeIssue,
    indexed: index.list,
    nextId: (sequence) => String(first[sequence] + documents.next(`jira-${sequence}`)),
    nextKey: (projectKey) => `${projectKey}-${documents.next(`jira-key-${projectKey}`)}`,
    reset() {
      for (const attachment of tables.attachments.list()) documents.blobs.delete(blobId(attachment.id));
      for (const file of tables.temporary.list()) documents.blobs.delete(blobId(file.id));
      for (const issue of tables.issues.list()) removeIssue(issue);
      tables.users.clear();
      tables.fields.clear();
      tables.requestTypes.clear();
      tables.attachments.clear();
      tables.temporary.clear();
      index.flush();
      plant();
    },
  };
}

export const blobId = (attachmentId: string): string => `jira-attachment-${attachmentId}`;

function openIndex(known: Issue[], clock: StandInContext['clock'], lagMs: () => number) {
  const visible = new Map(known.map((issue) => [issue.id, issue]));
  let pending: { at: number; id: string; issue: Issue | undefined }[] = [];
  const apply = (until: number): void => {
    const due = pending.filter((entry) => entry.at <= until);
    if (due.length === 0) return;
    pending = pending.filter((entry) => entry.at > until);
    for (const { id, issue } of due) {
      if (issue === undefined) visible.delete(id);
      else visible.set(id, issue);
    }
  };
  return {
    note(id: string, issue: Issue | undefined): void {
      pending.push({ at: clock.now() + lagMs(), id, issue });
      // Due entries hold old versions of issues in memory; don't wait for a search that may never come.
      apply(clock.now());
    },
    list(): Issue[] {
      apply(clock.now());
      return [...visible.values()];
    },
    flush: () => apply(Number.POSITIVE_INFINITY),
  };
}
