import { type Failure, fail, type Result, succeed } from '../../src/contract/failure';
import { type AdfDocument, textOf } from '../../src/desk/adf';
import type {
  Desk,
  FiledRequest,
  FoundRequest,
  NewRequest,
  RequestContent,
  RequestField,
} from '../../src/desk/desk';

/**
 * What is to go wrong next, by method. `next` and `lost` are used once each, `always` for ever; what is lost has been
 * done all the same, only its answer did not come.
 */
export interface Faults<M extends string> {
  next: Partial<Record<M, Failure[]>>;
  lost: Partial<Record<M, Failure[]>>;
  always: Partial<Record<M, Failure>>;
}

export const noFaults = <M extends string>(): Faults<M> => ({ next: {}, lost: {}, always: {} });

/** Does what a port is asked, unless it is told to fail. */
export async function answer<M extends string, T>(
  faults: Faults<M>,
  method: M,
  act: () => T,
): Promise<Result<T>> {
  const refusal = faults.always[method] ?? faults.next[method]?.shift();
  if (refusal !== undefined) return fail(refusal);
  const value = act();
  const lost = faults.lost[method]?.shift();
  return lost === undefined ? succeed(value) : fail(lost);
}

export interface Issue {
  summary: string;
  /** Its text, a line a block. */
  description: string;
  comments: AdfDocument[];
  /** The headings of those that customers see too. */
  publicComments: string[];
  attachments: string[];
  /** What was last written to its property, if anything. */
  property?: Record<string, unknown>;
}

/** What tells comments from each other. */
export const headingsOf = ({ comments }: Issue): string[] =>
  comments.map(({ content }) => textOf(content?.[0]));

/** As Jira hands back what it was given: a document of its own making. */
const asDocument = (text: string) => ({
  type: 'doc',
  version: 1,
  content: text.split('\n').map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
});

const NOTHING_ON_IT = () => ({ comments: [], publicComments: [], attachments: [] });

/** Required fields without a value: the customers' form does not go without. */
const missingIn = ({ summary, description, fields: given }: NewRequest, fields: RequestField[]): string[] => {
  const values: Record<string, unknown> = { ...given, summary, description };
  return fields.filter(({ id, required }) => required && values[id] === undefined).map(({ id }) => id);
};

/** A Jira in memory: requests with what has been written to them since, and what it was asked, in order. */
export function createFakeDesk(fields: RequestField[] | Record<string, RequestField[]> = []) {
  const fieldsOf = (requestTypeId: string) =>
    Array.isArray(fields) ? fields : (fields[requestTypeId] ?? []);
  const made: NewRequest[] = [];
  const asked: (keyof Desk)[] = [];
  const issues = new Map<string, Issue>();
  const faults = noFaults<keyof Desk>();
  const ask = <T>(method: keyof Desk, act: () => T): Promise<Result<T>> => {
    asked.push(method);
    return answer(faults, method, act);
  };
  /** Tests begin with requests that somebody else made; those are empty. */
  const issueOf = (key: string): Issue => {
    const issue = issues.get(key) ?? { ...NOTHING_ON_IT(), summary: '', description: '' };
    issues.set(key, issue);
    return issue;
  };
  const make = (request: NewRequest): FiledRequest => {
    made.push(request);
    const key = `SUP-${made.length}`;
    const description = textOf(request.description);
    issues.set(key, { ...NOTHING_ON_IT(), summary: request.summary ?? '', description });
    return { key, id: `${made.length}` };
  };
  const { done, ...writing } = createWriting(ask, issueOf);
  const desk: Desk = {
    ...writing,
    listFields: (_, requestTypeId) => ask('listFields', () => fieldsOf(requestTypeId)),
    createRequest: async (request) => {
      const missing = request.isBare ? [] : missingIn(request, fieldsOf(request.requestTypeId));
      const taken = await ask('createRequest', () => (missing.length === 0 ? make(request) : undefined));
      if (!taken.ok) return taken;
      if (taken.value !== undefined) return succeed(taken.value);
      return fail({ kind: 'rejected', service: 'jira', detail: `${missing.join(', ')}: is required.` });
    },
    findByReference: (reference) =>
      ask('findByReference', () => {
        const found = [...issues].filter(([, { summary, description, comments }]) =>
          [summary, description, ...comments.map(textOf)].join('\n').includes(reference),
        );
        return found.reverse().map(([key, { summary, description, property }]): FoundRequest => {
          const callId = property?.callId;
          return {
            ...{ key, id: key.replace(/\D+/, ''), summary },
            description: description === '' ? null : asDocument(description),
            callId: typeof callId === 'string' ? callId : undefined,
          };
        });
      }),
    readRequest: (key) =>
      ask('readRequest', (): RequestContent => {
        const { description, summary, comments, attachments } = structuredClone(issueOf(key));
        return {
          summary,
          comments,
          attachments,
          description: description === '' ? null : asDocument(description),
        };
      }),
  };
  return { ...desk, made, done, asked, issueOf, faults };
}

type Ask = <T>(method: keyof Desk, act: () => T) => Promise<Result<T>>;

/** What is done to requests that are there; `done` has all of it, in order. */
function createWriting(ask: Ask, issueOf: (key: string) => Issue) {
  const done: { method: string; key: string; value: unknown }[] = [];
  const write = (method: keyof Desk, key: string, value: unknown, act: (issue: Issue) => void) =>
    ask(method, () => {
      done.push({ method, key, value });
      act(issueOf(key));
    });
  const writing: Omit<Desk, 'listFields' | 'createRequest' | 'findByReference' | 'readRequest'> = {
    editRequest: (key, change) =>
      write('editRequest', key, change, (issue) => {
        if (change.summary !== undefined) issue.summary = change.summary;
        if (change.description !== undefined) issue.description = textOf(change.description);
      }),
    writeCallProperty: (key, value) =>
      write('writeCallProperty', key, value, (issue) => {
        issue.property = value;
      }),
    addInternalComment: (key, body) =>
      write('addInternalComment', key, body, ({ comments }) => comments.push(body)),
    addPublicComment: (key, body) =>
      write('addPublicComment', key, body, ({ comments, publicComments }) => {
        comments.push(body);
        publicComments.push(textOf(body.content?.[0]));
      }),
    attachRecording: (key, fileName, wav) =>
      write('attachRecording', key, { fileName, bytes: wav.byteLength }, ({ attachments }) =>
        attachments.push(fileName),
      ),
    setField: (key, fieldId, value) => write('setField', key, { [fieldId]: value }, () => undefined),
  };
  return { ...writing, done };
}
