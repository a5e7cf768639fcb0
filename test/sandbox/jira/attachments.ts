import type { Context } from 'hono';
import { announceAttachment } from './events';
import { recordChange } from './issues';
import type { Jira } from './jira';
import type { Attachment, HistoryItem, Issue, User } from './model';
import { findRequest, holds } from './permissions';
import { forbidden, Refusal } from './refusal';
import { blobId } from './store';

export interface UploadedFile {
  filename: string;
  mimeType: string;
  bytes: Uint8Array;
}

/**
 * The parts named `file` of a multipart body. Jira refuses uploads without `X-Atlassian-Token: no-check`.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/
 * @throws Refusal 400, 403, 413 or 415
 */
export async function readFiles(jira: Jira, context: Context): Promise<UploadedFile[]> {
  if (context.req.header('x-atlassian-token') !== 'no-check') throw new Refusal(403, 'XSRF check failed');
  const type = context.req.header('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) throw new Refusal(415, 'Unsupported Media Type');
  let form: FormData;
  try {
    form = await context.req.raw.formData();
  } catch {
    throw new Refusal(400, 'The multipart body can not be read.', {
      i18nKey: 'sd.attachment.multipart.invalid',
    });
  }
  const parts = form.getAll('file').filter((part) => part instanceof File);
  if (parts.length === 0) {
    throw new Refusal(400, 'No file was attached: the multipart parameter is named "file".', {
      i18nKey: 'sd.attachment.missing.file',
    });
  }
  return Promise.all(parts.map((part) => readFile(jira, part)));
}

async function readFile(jira: Jira, part: File): Promise<UploadedFile> {
  if (part.size > jira.uploadLimit) {
    throw new Refusal(
      413,
      `The file ${part.name} exceeds its maximum permitted size of ${jira.uploadLimit} bytes.`,
      {
        i18nKey: 'sd.attachment.too.large',
      },
    );
  }
  const mimeType = part.type.split(';')[0]?.trim() || 'application/octet-stream';
  return { filename: part.name, mimeType, bytes: new Uint8Array(await part.arrayBuffer()) };
}

/** Attaches files, in one history entry. */
export function addAttachments(
  jira: Jira,
  actor: User,
  issue: Issue,
  files: UploadedFile[],
  visibility: { public: boolean },
): { issue: Issue; attachments: Attachment[] } {
  const attachments = files.map((file): Attachment => {
    const attachment: Attachment = {
      id: jira.store.nextId('attachment'),
      issueId: issue.id,
      filename: file.filename,
      mimeType: file.mimeType,
      size: file.bytes.byteLength,
      authorId: actor.accountId,
      created: jira.context.clock.now(),
      public: visibility.public,
    };
    jira.store.blobs.put(blobId(attachment.id), file.bytes);
    jira.store.attachments.put(attachment);
    return attachment;
  });
  const attachmentIds = [...issue.attachmentIds, ...attachments.map((attachment) => attachment.id)];
  const changed = recordChange(jira, actor, { ...issue, attachmentIds }, attachments.map(describeAdded));
  for (const attachment of attachments) announceAttachment(jira, 'created', attachment, actor.accountId);
  return { issue: changed, attachments };
}

const describeAdded = (attachment: Attachment): HistoryItem => ({
  field: 'Attachment',
  fieldId: 'attachment',
  fieldtype: 'jira',
  from: null,
  fromString: null,
  to: attachment.id,
  toString: attachment.filename,
});

/** The attachment, for one who may see its request. @throws Refusal 404 */
export function findAttachment(jira: Jira, user: User, id: string): { attachment: Attachment; issue: Issue } {
  const attachment = jira.store.attachments.get(id);
  const issue = attachment && jira.store.issues.get(attachment.issueId);
  if (attachment !== undefined && issue !== undefined) {
    const agent = holds(jira, user, issue.projectKey, 'BROWSE_PROJECTS');
    if (agent || (attachment.public && canSee(jira, user, issue))) return { attachment, issue };
  }
  throw new Refusal(404, `The attachment with id '${id}' does not exist`, {
    i18nKey: 'sd.attachment.not.found',
  });
}

function canSee(jira: Jira, user: User, issue: Issue): boolean {
  try {
    return findRequest(jira, user, issue.id) !== undefined;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

export function removeAttachment(jira: Jira, actor: User, attachment: Attachment, issue: Issue): void {
  const permission = `DELETE_${attachment.authorId === actor.accountId ? 'OWN' : 'ALL'}_ATTACHMENTS`;
  if (!holds(jira, actor, issue.projectKey, permission)) {
    throw forbidden('You do not have permission to delete this attachment.');
  }
  jira.store.attachments.delete(attachment.id);
  jira.store.blobs.delete(blobId(attachment.id));
  const attachmentIds = issue.attachmentIds.filter((id) => id !== attachment.id);
  const added = describeAdded(attachment);
  const item: HistoryItem = {
    ...added,
    from: added.to,
    fromString: added.toString,
    to: null,
    toString: null,
  };
  recordChange(jira, actor, { ...issue, attachmentIds }, [item]);
  announceAttachment(jira, 'deleted', attachment, actor.accountId);
}

/** The file itself; one byte range is honoured, so that a player can seek. */
export function serveAttachment(jira: Jira, context: Context, attachment: Attachment): Response {
  const bytes = jira.store.blobs.get(blobId(attachment.id)) ?? new Uint8Array();
  const headers: Record<string, string> = {
    'content-type': attachment.mimeType,
    'accept-ranges': 'bytes',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
  };
  const range = /^bytes=(\d*)-(\d*)$/.exec(context.req.header('range') ?? '');
  if (range === null || (range[1] === '' && range[2] === ''))
    return new Response(new Uint8Array(bytes), { headers });
  const last = bytes.byteLength - 1;
  const start = range[1] === '' ? Math.max(0, bytes.byteLength - Number(range[2])) : Number(range[1]);
  const end = range[1] === '' || range[2] === '' ? last : Math.min(Number(range[2]), last);
  if (start > end) {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${bytes.byteLength}` } });
  }
  headers['content-range'] = `bytes ${start}-${end}/${bytes.byteLength}`;
  return new Response(bytes.slice(start, end + 1), { status: 206, headers });
}
