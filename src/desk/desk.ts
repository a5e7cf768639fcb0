import type { Result } from '../contract/failure';
import type { FieldKind } from '../contract/question';
import type { AdfDocument } from './adf';

/** A field of a request type, as the desk asks for it. */
export interface RequestField {
  id: string;
  name: string;
  required: boolean;
  kind: FieldKind;
  /** What may be chosen, where the field is a choice. */
  choices: readonly { id: string; label: string }[];
}

export interface NewRequest {
  serviceDeskId: string;
  requestTypeId: string;
  /** Left out where the request type doesn't ask for it. */
  summary?: string;
  /** Left out where the request type doesn't ask for it. */
  description?: AdfDocument;
  /** Further fields by id, in Jira's own shapes. */
  fields: Record<string, unknown>;
  /** Set where required fields are missing: it is made as an issue of the request type, past the customers' form. */
  isBare?: boolean;
  /** Without one the app itself is the reporter. */
  reporterAccountId: string | undefined;
}

export interface FiledRequest {
  key: string;
  id: string;
  /** Where agents find it. */
  url?: string;
}

/** Something in Jira that mentions a reference. */
export interface FoundRequest extends FiledRequest {
  summary: string;
  /** A document, or null. */
  description: unknown;
  /** The call that its property is about, if it has one. */
  callId: string | undefined;
}

/** What is in a request by now, as agents may have changed it. */
export interface RequestContent {
  summary: string;
  /** A document, or null. */
  description: unknown;
  /** File names. */
  attachments: readonly string[];
  /** Documents. */
  comments: readonly unknown[];
}

/** Jira Service Management, as far as a call concerns it. Everything is done as the app. */
export interface Desk {
  listFields(serviceDeskId: string, requestTypeId: string): Promise<Result<RequestField[]>>;
  /** Not idempotent: a request that is sent twice makes two. */
  createRequest(request: NewRequest): Promise<Result<FiledRequest>>;
  /** What mentions a call's reference, the newest first; a new request may take a while to be found. */
  findByReference(reference: string): Promise<Result<FoundRequest[]>>;
  readRequest(issueKey: string): Promise<Result<RequestContent>>;
  editRequest(issueKey: string, change: Pick<NewRequest, 'summary' | 'description'>): Promise<Result<void>>;
  writeCallProperty(issueKey: string, value: Record<string, unknown>): Promise<Result<void>>;
  /** The caller sees it too. Not idempotent. */
  addPublicComment(issueKey: string, body: AdfDocument): Promise<Result<void>>;
  /** Only agents see it. Not idempotent. */
  addInternalComment(issueKey: string, body: AdfDocument): Promise<Result<void>>;
  /** Not idempotent. */
  attachRecording(issueKey: string, fileName: string, wav: Uint8Array<ArrayBuffer>): Promise<Result<void>>;
  /** For fields that the request type doesn't ask for. */
  setField(issueKey: string, fieldId: string, value: string): Promise<Result<void>>;
}
