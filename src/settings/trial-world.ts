import type { CallBook } from '../call/call-book';
import type { Call } from '../contract/call';
import { fail, type Result, succeed } from '../contract/failure';
import { type AdfDocument, panel } from '../desk/adf';
import type { Desk } from '../desk/desk';
import type { Phone } from '../intake/ports';
import type { Intake } from '../intake/stage';

/** What tells a trial's request from a caller's. */
const MARK = 'This is a trial from the admin page of Voice to Ticket: nobody called.';

export type Wav = Uint8Array<ArrayBuffer>;

/**
 * The world that a trial runs in: models and Jira are the real ones, but there is no caller to text, no recording but the
 * sample, and the call is kept nowhere. What it makes in Jira says that it is a trial.
 *
 * @param by the account of the admin, which stands in the audit trail
 */
export function trialIntake(
  intake: Intake,
  call: Call,
  wav: Wav | undefined,
  by: string,
): Intake & { book: TrialBook } {
  const book = createTrialBook(call);
  return {
    ...intake,
    book,
    calls: book,
    phone: trialPhone(wav),
    desk: trialDesk(intake.desk),
    callers: {
      mayText: async () => succeed(false),
      rememberRequest: nothing,
      endTexts: nothing,
      noteRefusal: async () => undefined,
    },
    audit: (entry) => intake.audit({ ...entry, by }),
  };
}

const nothing = async (): Promise<Result<void>> => succeed(undefined);

export type TrialBook = CallBook & { put(call: Call): void };

/** A book with one call in it, in memory. */
function createTrialBook(first: Call): TrialBook {
  let current = first;
  return {
    put: (call) => {
      current = call;
    },
    update: async (_, change) => {
      current = change(current) ?? current;
      return succeed(current);
    },
    listStale: async () => succeed([]),
    listWaiting: async () => succeed([]),
    count: async () => succeed(0),
  };
}

const noCall = async (): Promise<Result<never>> =>
  fail({ kind: 'rejected', service: 'twilio', detail: 'A trial has no caller.' });

const trialPhone = (wav: Wav | undefined): Phone => ({
  fetchRecording: async () => (wav === undefined ? noCall() : succeed(wav)),
  deleteRecording: nothing,
  sendText: noCall,
  wasTextSent: noCall,
  listCalls: noCall,
  listRecordings: noCall,
});

const trialDesk = (desk: Desk): Desk => ({
  ...desk,
  createRequest: ({ description, ...request }) =>
    desk.createRequest({ ...request, ...(description && { description: marked(description, 0) }) }),
  // Its first line says what the comment is.
  addInternalComment: (issueKey, body) => desk.addInternalComment(issueKey, marked(body, 1)),
});

const marked = (body: AdfDocument, at: number): AdfDocument => ({
  ...body,
  content: (body.content ?? []).toSpliced(at, 0, panel('info', MARK)),
});
