/** What the stand-in remembers. Field values are kept in the form described at `FieldValue`. */

/** https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ */
export interface AdfNode {
  type: string;
  version?: number;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  content?: AdfNode[];
}

export type Role = 'administrator' | 'agent' | 'app' | 'customer';

export interface User {
  accountId: string;
  displayName: string;
  emailAddress?: string;
  accountType: 'atlassian' | 'app' | 'customer';
  active: boolean;
  timeZone: string;
  locale: string;
  /** Holds the global permission Administer Jira. */
  siteAdmin?: boolean;
  /** Project key to the role there; a project that is not named is invisible. */
  roles: Record<string, Role>;
}

export interface Project {
  id: string;
  key: string;
  name: string;
  serviceDeskId: string;
  leadAccountId: string;
}

/** What a custom field can hold. */
export const CUSTOM_FIELD_KINDS = [
  'text',
  'rich-text',
  'number',
  'date',
  'date-time',
  'select',
  'radio',
  'multi-select',
  'checkboxes',
  'labels',
  'user',
  'url',
] as const;
export type FieldKind =
  | (typeof CUSTOM_FIELD_KINDS)[number]
  | 'summary'
  | 'priority'
  | 'resolution'
  | 'request-type';

/** The kinds whose values are some of the field's own options. */
export const OPTION_KINDS: readonly FieldKind[] = ['select', 'radio', 'multi-select', 'checkboxes'];

export interface FieldOption {
  id: string;
  value: string;
  disabled?: boolean;
}

export interface FieldContext {
  id: string;
  name: string;
  description: string;
}

export interface Field {
  /** `summary` or `customfield_10100`. */
  id: string;
  name: string;
  description?: string;
  kind: FieldKind;
  options?: FieldOption[];
  contexts?: FieldContext[];
  /** Set by Jira itself; never by a request's fields. */
  readOnly?: boolean;
}

export interface RequestTypeField {
  fieldId: string;
  required: boolean;
  /** The label on the portal form, when it differs from the field's name. */
  name?: string;
  description?: string;
  /** A hidden field takes its preset value and can't be set by the request. */
  hidden?: boolean;
  presetValue?: unknown;
}

export interface RequestType {
  id: string;
  serviceDeskId: string;
  name: string;
  description: string;
  helpText: string;
  issueTypeId: string;
  fields: RequestTypeField[];
}

export interface Status {
  id: string;
  name: string;
  category: 'new' | 'indeterminate' | 'done';
}

export interface Transition {
  id: string;
  name: string;
  from: string[];
  to: string;
  /** Offered to customers on the portal. */
  customer: boolean;
}

/**
 * Text, number, date (`2026-11-20`), date-time (ISO), URL: as they are; rich text: an ADF document; select and radio: the
 * option's id; multi-select and checkboxes: option ids; labels: strings; priority, request type: its id; user: an
 * account id; empty: absent. The reporter and the request type are kept on the issue itself.
 */
export type FieldValue = string | number | string[] | AdfNode;

export interface EntityProperty {
  key: string;
  value: unknown;
}

export interface Comment {
  id: string;
  authorId: string;
  updateAuthorId: string;
  body: AdfNode;
  /** Milliseconds since the epoch. */
  created: number;
  updated: number;
  properties: EntityProperty[];
  attachmentIds: string[];
}

export interface HistoryItem {
  field: string;
  fieldId: string;
  fieldtype: 'jira' | 'custom';
  from: string | null;
  fromString: string | null;
  to: string | null;
  toString: string | null;
}

export interface History {
  id: string;
  authorId: string;
  created: number;
  items: HistoryItem[];
}

export interface Issue {
  id: string;
  key: string;
  projectKey: string;
  issueTypeId: string;
  requestTypeId?: string;
  /** As named by the creator of the request (`channel`). */
  channel?: string;
  creatorId: string;
  reporterId: string;
  participantIds: string[];
  statusId: string;
  statuses: { statusId: string; at: number }[];
  resolved?: number;
  fields: Record<string, FieldValue>;
  properties: Record<string, unknown>;
  comments: Comment[];
  attachmentIds: string[];
  links: { id: string; typeId: string; inwardId: string; outwardId: string }[];
  history: History[];
  created: number;
  updated: number;
}

export interface Attachment {
  id: string;
  issueId: string;
  filename: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  authorId: string;
  created: number;
  /** Seen by customers. */
  public: boolean;
}

export interface TemporaryAttachment {
  id: string;
  serviceDeskId: string;
  fileName: string;
  mimeType: string;
  size: number;
  authorId: string;
}

/** One path of an entity property that the app declared searchable (`jira:entityProperty` in its manifest). */
export interface PropertyIndex {
  propertyKey: string;
  /** Dotted path inside the value, as in the manifest: `objectName` of the key. */
  path: string;
  type: 'number' | 'text' | 'string' | 'user' | 'date';
  searchAlias?: string;
}

/** An event for the app, as Forge's trigger delivers it (without `context`, which the Forge host adds). */
export interface JiraEvent {
  eventType: string;
  payload: Record<string, unknown>;
}
