import type { Answer, HeldCall, ServiceDesk, Setup } from '../../src/contract/admin';
import type { AuditEntry, AuditPage } from '../../src/contract/audit';

/** What the page shows; changed by {@link reduce} alone. */
export interface State {
  setup: { kind: 'loading' } | { kind: 'failed'; message: string } | { kind: 'ready'; value: Setup };
  desks: { kind: 'loading' } | { kind: 'failed'; message: string } | { kind: 'ready'; value: ServiceDesk[] };
  held: { kind: 'loading' } | { kind: 'failed'; message: string } | { kind: 'ready'; value: HeldCall[] };
  audit: Audit;
  /** The text that was last looked at. */
  preview: Preview | undefined;
  /** The form whose change is on its way. */
  saving: FormName | undefined;
  /** What became of the last change. */
  notice: { form: FormName; ok: boolean; message: string } | undefined;
}

/** What the app did, as far as it has been asked for; nothing until somebody wants to see it. */
export type Audit =
  | { kind: 'hidden' }
  | { kind: 'loading'; entries: AuditEntry[] }
  | { kind: 'failed'; message: string }
  | { kind: 'ready'; entries: AuditEntry[]; cursor: string | undefined };

export type FormName = 'twilio' | 'openai' | 'line' | 'held' | 'pause' | 'blocked';

/** A text as it would read. */
export type Preview = Answer<{ text: string; encoding: string; segments: number }>;

export type Event =
  | { kind: 'setup-received'; answer: Answer<Setup> }
  | { kind: 'desks-received'; answer: Answer<ServiceDesk[]> }
  | { kind: 'held-received'; answer: Answer<HeldCall[]> }
  | { kind: 'audit-asked' }
  | { kind: 'audit-received'; answer: Answer<AuditPage> }
  | { kind: 'preview-received'; answer: Preview }
  | { kind: 'save-started'; form: FormName }
  | { kind: 'save-ended'; form: FormName; answer: Answer<Setup>; done: string };

export const initialState: State = {
  setup: { kind: 'loading' },
  desks: { kind: 'loading' },
  held: { kind: 'loading' },
  audit: { kind: 'hidden' },
  preview: undefined,
  saving: undefined,
  notice: undefined,
};

export function reduce(state: State, event: Event): State {
  switch (event.kind) {
    case 'setup-received':
      return { ...state, setup: toView(event.answer) };
    case 'desks-received':
      return { ...state, desks: toView(event.answer) };
    case 'held-received':
      return { ...state, held: toView(event.answer) };
    case 'audit-asked':
      return { ...state, audit: { kind: 'loading', entries: entriesOf(state.audit) } };
    case 'audit-received':
      return { ...state, audit: withPage(state.audit, event.answer) };
    case 'preview-received':
      return { ...state, preview: event.answer };
    case 'save-started':
      return { ...state, saving: event.form, notice: undefined };
    case 'save-ended': {
      const { answer, form } = event;
      const message = answer.ok ? event.done : answer.error.message;
      return {
        ...state,
        saving: undefined,
        notice: { form, ok: answer.ok, message },
        // After a refusal the page keeps what it had, and the form what was typed.
        setup: answer.ok ? toView(answer) : state.setup,
      };
    }
  }
}

const toView = <T>(answer: Answer<T>) =>
  answer.ok
    ? { kind: 'ready' as const, value: answer.value }
    : { kind: 'failed' as const, message: answer.error.message };

const entriesOf = (audit: Audit): AuditEntry[] => ('entries' in audit ? audit.entries : []);

const withPage = (audit: Audit, answer: Answer<AuditPage>): Audit =>
  answer.ok
    ? {
        kind: 'ready',
        entries: [...entriesOf(audit), ...answer.value.entries],
        cursor: answer.value.cursor,
      }
    : { kind: 'failed', message: answer.error.message };

export interface Step {
  name: string;
  done: boolean;
  why: string;
}

/** The set-up as a checklist, in the order in which it is done. */
export const stepsOf = (setup: Setup): Step[] => [
  {
    name: 'Twilio account',
    done: setup.twilio !== undefined,
    why: 'Calls come from there. Without the auth token the app can’t tell Twilio’s messages from others and answers none.',
  },
  {
    name: 'OpenAI key',
    done: setup.openai.key !== undefined,
    why: 'Turns what callers say into words and facts. Without it requests hold the recording alone.',
  },
  {
    name: 'Line',
    done: setup.lines.length > 0,
    why: 'Which number is answered, and which kind of request its calls become.',
  },
];
