import type {
  Answer,
  AnswerError,
  PromptPreview,
  RequestField,
  ServiceDesk,
  Setup,
} from '../../src/contract/admin';
import type { AccountsCheck } from '../../src/contract/admin-accounts';
import type { CallDetail, CallsPage, ListCalls } from '../../src/contract/admin-calls';
import type { Trial } from '../../src/contract/admin-trial';
import type { Usage } from '../../src/contract/admin-usage';
import type { AuditPage } from '../../src/contract/audit';
import type { Segments } from '../../src/contract/segments';
import type { LineDraft } from './lines/draft';
import { answered, asked, known, type Loaded, NOTHING } from './loaded';

/** What the app is asked for; each is a {@link Loaded} of the state. */
export interface Views {
  setup: Setup;
  desks: ServiceDesk[];
  accounts: AccountsCheck;
  fields: RequestField[];
  prompts: PromptPreview[];
  confirmationPreview: TextPreview;
  statusPreview: TextPreview;
  trial: Trial;
  calls: CallsPage;
  call: CallDetail;
  usage: Usage;
  audit: AuditPage;
}
export type ViewName = keyof Views;
export type TextPreview = { text: string; usd: number } & Segments;

export const TABS = ['setup', 'lines', 'trial', 'calls', 'usage', 'safety'] as const;
export type Tab = (typeof TABS)[number];

/** What can be changed; one change at a time is on its way. */
export type FormName =
  | 'twilio'
  | 'openai'
  | 'rotation'
  | 'numbers'
  | 'line'
  | 'lines'
  | 'calls'
  | 'prices'
  | 'pause'
  | 'retention'
  | 'blocked'
  | 'disconnect';

/** What became of the last change. */
export interface Notice {
  form: FormName;
  /** Undefined when it was done. */
  error?: AnswerError | undefined;
  done: string;
}

/** A window in front of the page. */
export type Dialog =
  | { kind: 'twilio' }
  | { kind: 'openai' }
  | { kind: 'remove-line'; id: string }
  | { kind: 'prompts' }
  | { kind: 'call'; id: string }
  | { kind: 'csv' }
  | { kind: 'disconnect' };

export interface State {
  tab: Tab;
  views: { [K in ViewName]: Loaded<Views[K]> };
  dialog: Dialog | undefined;
  /** The line that is being entered, if one is. */
  draft: LineDraft | undefined;
  filter: Pick<ListCalls, 'lineId' | 'show'>;
  saving: FormName | undefined;
  notice: Notice | undefined;
}

type Asked = { [K in ViewName]: { kind: 'asked'; view: K; ask: number } }[ViewName];
type Answered = {
  [K in ViewName]: { kind: 'answered'; view: K; ask: number; answer: Answer<Views[K]>; more?: boolean };
}[ViewName];

export type Event =
  | Asked
  | Answered
  | { kind: 'forgotten'; view: ViewName }
  | { kind: 'tab-chosen'; tab: Tab }
  | { kind: 'dialog-opened'; dialog: Dialog }
  | { kind: 'dialog-closed' }
  | { kind: 'draft-begun'; draft: LineDraft }
  | { kind: 'draft-changed'; change: Partial<LineDraft> }
  | { kind: 'draft-left' }
  | { kind: 'filter-chosen'; filter: State['filter'] }
  | { kind: 'save-started'; form: FormName }
  | { kind: 'save-ended'; form: FormName; error?: AnswerError; done: string; changed: Changed };

/** What the answer to a change tells anew. */
export type Changed = Partial<Pick<Views, 'setup' | 'accounts'>>;

export type Dispatch = (event: Event) => void;

export const initialState: State = {
  tab: 'setup',
  views: {
    setup: NOTHING,
    desks: NOTHING,
    accounts: NOTHING,
    fields: NOTHING,
    prompts: NOTHING,
    confirmationPreview: NOTHING,
    statusPreview: NOTHING,
    trial: NOTHING,
    calls: NOTHING,
    call: NOTHING,
    usage: NOTHING,
    audit: NOTHING,
  },
  dialog: undefined,
  draft: undefined,
  filter: { show: 'all' },
  saving: undefined,
  notice: undefined,
};

export function reduce(state: State, event: Event): State {
  switch (event.kind) {
    case 'asked':
      return withView(state, event.view, asked<unknown>(state.views[event.view], event.ask));
    case 'answered':
      return { ...state, views: { ...state.views, ...answeredView(state.views, event) } };
    case 'forgotten':
      return withView(state, event.view, { ...NOTHING, ask: state.views[event.view].ask + 1 });
    case 'tab-chosen':
      return { ...state, tab: event.tab, notice: undefined };
    case 'dialog-opened':
      return { ...state, dialog: event.dialog, notice: undefined };
    case 'dialog-closed':
      return { ...state, dialog: undefined };
    case 'draft-begun':
      return { ...state, tab: 'lines', draft: event.draft, notice: undefined };
    case 'draft-changed':
      return state.draft === undefined ? state : { ...state, draft: { ...state.draft, ...event.change } };
    case 'draft-left':
      return { ...state, draft: undefined, notice: undefined };
    case 'filter-chosen':
      return { ...state, filter: event.filter };
    case 'save-started':
      return { ...state, saving: event.form, notice: undefined };
    case 'save-ended':
      return saveEnded(state, event);
  }
}

/** After a refusal the page keeps what it had, and the form what was typed. */
function saveEnded(
  state: State,
  { form, error, done, changed }: Extract<Event, { kind: 'save-ended' }>,
): State {
  const ended = { ...state, saving: undefined, notice: { form, error, done } };
  if (error !== undefined) return ended;
  return {
    ...ended,
    views: {
      ...state.views,
      ...(changed.setup && { setup: known(state.views.setup, changed.setup) }),
      ...(changed.accounts && { accounts: known(state.views.accounts, changed.accounts) }),
    },
    dialog: state.dialog?.kind === 'call' ? state.dialog : undefined,
    draft: form === 'line' ? undefined : state.draft,
  };
}

const withView = (state: State, view: ViewName, loaded: Loaded<unknown>): State => ({
  ...state,
  views: { ...state.views, [view]: loaded },
});

function answeredView(views: State['views'], event: Answered): Partial<State['views']> {
  if (event.view === 'calls')
    return { calls: answered(views.calls, event.ask, event.answer, event.more ? moreCalls : undefined) };
  if (event.view === 'audit')
    return { audit: answered(views.audit, event.ask, event.answer, event.more ? moreEntries : undefined) };
  return { [event.view]: answered<unknown>(views[event.view], event.ask, event.answer) };
}

/** A call that has moved since the page before was read is not listed twice. */
function moreCalls(before: CallsPage | undefined, now: CallsPage): CallsPage {
  const listed = new Set(before?.calls.map(({ id }) => id));
  return { ...now, calls: [...(before?.calls ?? []), ...now.calls.filter(({ id }) => !listed.has(id))] };
}

const moreEntries = (before: AuditPage | undefined, now: AuditPage): AuditPage => ({
  ...now,
  entries: [...(before?.entries ?? []), ...now.entries],
});
