import type { CallerBook } from '../../src/caller/caller-book';
import type {
  CallerDesk,
  DeskComment,
  DeskStatus,
  IncomingText,
  TextNote,
  TextNotes,
  Texts,
  TextTroubleBook,
} from '../../src/caller/ports';
import { pseudonymOf } from '../../src/caller/pseudonym';
import type { TextWorld } from '../../src/caller/text-work';
import { AuditEntry } from '../../src/contract/audit';
import type { CallerRecord, CallerRequest, TextTrouble } from '../../src/contract/caller';
import { fail, type Result } from '../../src/contract/failure';
import type { Line } from '../../src/contract/settings';
import type { AdfDocument } from '../../src/desk/adf';
import { answer, noFaults } from './fake-desk';
import { CALL_ID, CALLER, failure, makeLine, makeSettings, OWN_NUMBER, START } from './fakes';

/** Hand-written stand-ins for what is known of callers and their texts. */

const PEPPER = 'f'.repeat(64);
export const PSEUDONYM = pseudonymOf(CALLER, PEPPER) ?? '';
export const TEXT_ID = `SM${'0123456789abcdef'.repeat(2)}`;

export const makeRequest = (key: string, overrides: Partial<CallerRequest> = {}): CallerRequest => ({
  key,
  id: key.replace(/\D+/, ''),
  callId: CALL_ID,
  lineId: 'support',
  language: 'en',
  at: START - 60_000,
  ...overrides,
});

export const makeText = (overrides: Partial<IncomingText> = {}): IncomingText => ({
  textId: TEXT_ID,
  from: CALLER,
  to: OWN_NUMBER,
  body: 'It works again.',
  attachments: 0,
  at: START,
  ...overrides,
});

function createFakeCallers(records: Record<string, CallerRecord> = {}) {
  const kept = new Map(Object.entries(structuredClone(records)));
  const faults = noFaults<keyof CallerBook>();
  const read = (pseudonym: string): CallerRecord => kept.get(pseudonym) ?? { requests: [] };
  const change = (
    method: keyof CallerBook,
    pseudonym: string,
    apply: (record: CallerRecord) => CallerRecord,
  ) => answer(faults, method, () => void kept.set(pseudonym, apply(read(pseudonym))));
  const book: CallerBook = {
    load: (pseudonym) => answer(faults, 'load', () => structuredClone(read(pseudonym))),
    noteRequest: (pseudonym, request) =>
      change('noteRequest', pseudonym, (record) => ({
        ...record,
        requests: [request, ...record.requests.filter(({ key }) => key !== request.key)],
      })),
    forgetRequest: (pseudonym, key) =>
      change('forgetRequest', pseudonym, (record) => ({
        ...record,
        requests: record.requests.filter((request) => request.key !== key),
      })),
    setTextsOff: (pseudonym, textsOff) =>
      change('setTextsOff', pseudonym, (record) => ({ ...record, textsOff })),
    setTextsOn: (pseudonym) => change('setTextsOn', pseudonym, ({ textsOff: _, ...record }) => record),
    noteNoTexts: (pseudonym, noTexts) =>
      change('noteNoTexts', pseudonym, (record) => ({ ...record, noTexts })),
  };
  return { ...book, read, faults };
}

interface FakeIssue {
  category: DeskStatus['category'];
  comments: DeskComment[];
}

/** A Jira that holds these requests; a comment is public, and the app's. */
export function createFakeCallerDesk(categories: Record<string, DeskStatus['category']>, now: () => number) {
  const issues = new Map<string, FakeIssue>(
    Object.entries(categories).map(([key, category]) => [key, { category, comments: [] }]),
  );
  const faults = noFaults<keyof CallerDesk>();
  const asked: string[] = [];
  const gone = () => fail(failure('not-found', 'jira'));
  const ask = async <T>(
    method: keyof CallerDesk,
    key: string,
    act: (issue: FakeIssue) => T,
  ): Promise<Result<T>> => {
    asked.push(`${method} ${key}`);
    const issue = issues.get(key);
    return issue === undefined ? gone() : answer(faults, method, () => act(issue));
  };
  const desk: CallerDesk = {
    readStatus: (key) =>
      ask('readStatus', key, ({ category }) => ({
        key,
        status: `is ${category}`,
        category,
        reporterId: 'customer',
      })),
    readComments: (key) => ask('readComments', key, ({ comments }) => structuredClone(comments.toReversed())),
    addPublicComment: (key, body) =>
      ask('addPublicComment', key, ({ comments }) => {
        comments.push({ body, at: now(), isPublic: true, authorId: 'app' });
      }),
    reopen: (key) =>
      ask('reopen', key, (issue) => {
        issue.category = 'new';
        return true;
      }),
  };
  const put = (key: string, comment: Partial<DeskComment> & { body: AdfDocument }): void =>
    void issues.get(key)?.comments.push({ at: now(), isPublic: true, authorId: 'agent', ...comment });
  return { ...desk, issues, asked, faults, put };
}

function createFakeTexts(texts: readonly IncomingText[]) {
  const sent: Parameters<Texts['sendText']>[0][] = [];
  const faults = noFaults<keyof Texts>();
  const port: Texts = {
    fetchText: async (textId) => {
      const found = texts.find((text) => text.textId === textId);
      return found === undefined
        ? fail(failure('not-found', 'twilio'))
        : answer(faults, 'fetchText', () => found);
    },
    sendText: (text) =>
      answer(faults, 'sendText', () => {
        sent.push(text);
        return { sid: `SM${'9'.repeat(32)}` };
      }),
  };
  return { ...port, sent, faults };
}

function createFakeNotes(now: () => number) {
  const kept = new Map<string, TextNote>();
  const replies = new Map<string, string>();
  const faults = noFaults<keyof TextNotes>();
  const today = (pseudonym: string) => `${Math.floor(now() / 86_400_000)} ${pseudonym}`;
  const notes: TextNotes = {
    load: (textId) => answer(faults, 'load', () => kept.get(textId)),
    note: (textId, note) => answer(faults, 'note', () => void kept.set(textId, note)),
    claimReply: (pseudonym, textId) =>
      answer(faults, 'claimReply', () => {
        if (replies.has(today(pseudonym))) return false;
        replies.set(today(pseudonym), textId);
        return true;
      }),
    releaseReply: (pseudonym) => answer(faults, 'releaseReply', () => void replies.delete(today(pseudonym))),
  };
  return { ...notes, kept, faults };
}

export function createFakeTroubles() {
  const kept = new Map<string, TextTrouble>();
  const faults = noFaults<'change'>();
  const book: TextTroubleBook = {
    change: (number, change) =>
      answer(faults, 'change', () => {
        const after = change(kept.get(number));
        if (after === undefined) kept.delete(number);
        else kept.set(number, after);
      }),
  };
  return { ...book, kept, faults };
}

export interface TextOptions {
  texts?: Partial<IncomingText>[];
  line?: Line;
  others?: Line[];
  record?: CallerRecord;
  desk?: Record<string, DeskStatus['category']>;
  blocked?: string[];
}

/** Everything that the work on a text needs, in memory, with a clock that stands until it is moved. */
export function createTextWorld(options: TextOptions = {}) {
  const {
    texts = [{}],
    line = makeLine(),
    others = [],
    record = { requests: [] },
    desk = {},
    blocked = [],
  } = options;
  const clock = { now: START };
  const now = () => clock.now;
  const audited: Omit<AuditEntry, 'at'>[] = [];
  const lines: Parameters<TextWorld['log']>[0][] = [];
  const world = {
    texts: createFakeTexts(texts.map(makeText)),
    desk: createFakeCallerDesk(desk, now),
    callers: createFakeCallers({ [PSEUDONYM]: record }),
    notes: createFakeNotes(now),
    settings: { ...makeSettings([line, ...others]), blocked },
    pepper: PEPPER,
    now,
    audit: async (entry: Omit<AuditEntry, 'at'>) => {
      AuditEntry.parse({ ...entry, at: clock.now });
      audited.push(entry);
    },
    log: (entry: Parameters<TextWorld['log']>[0]) => void lines.push(entry),
  };
  return { ...world, clock, audited, lines, caller: () => world.callers.read(PSEUDONYM) };
}
