import type { SpecName } from './openapi-spec';

interface Exception {
  spec: SpecName;
  operation: RegExp;
  complaint: RegExp;
  why: string;
}

/** Where a vendor's file says otherwise than its service does. Each entry has a reason; keep it short. */
const EXCEPTIONS: Exception[] = [
  {
    spec: 'jira-platform-v3',
    operation: /^addAttachment$/,
    complaint: /^\/requestBody must be array/,
    why: 'The form is described as a list of files; its one field is called "file".',
  },
  {
    spec: 'openai',
    operation: /^createResponse$/,
    complaint: /^\/user must be string/,
    why: 'The service answers null where no user was named, as the examples in the same file show.',
  },
  {
    spec: 'jira-platform-v3',
    operation: /^(editIssue|assignIssue|doTransition|linkIssues|setIssueProperty)$/,
    complaint: /^answers untyped, not application\/json$/,
    why: 'A media type is described, with an empty schema; the service answers without a body.',
  },
];

interface Undescribed {
  spec: SpecName;
  method: string;
  path: RegExp;
  why: string;
}

/** Real operations that the files leave out. */
const UNDESCRIBED: Undescribed[] = [
  {
    spec: 'twilio-api-v2010',
    method: 'GET',
    path: /\/Recordings\/RE[0-9a-f]{32}(\.wav|\.mp3)?$/,
    why: 'Media: https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file',
  },
];

export const findException = (spec: SpecName, operation: string, complaint: string): string | undefined =>
  EXCEPTIONS.find(
    (exception) =>
      exception.spec === spec && exception.operation.test(operation) && exception.complaint.test(complaint),
  )?.why;

export const isUndescribed = (spec: SpecName, method: string, path: string): boolean =>
  UNDESCRIBED.some((entry) => entry.spec === spec && entry.method === method && entry.path.test(path));
