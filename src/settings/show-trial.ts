import { recap } from '../call/documents/ask';
import { askSpeech } from '../call/questions';
import { languageOf, type Talk } from '../call/talk';
import type { Trial } from '../contract/admin-trial';
import { type AdfNode, textOf } from '../desk/adf';
import type { RequestField } from '../desk/desk';
import { composeRequest } from '../intake/compose-request';
import { confirmationBody } from '../intake/confirmation';
import { requestTypeOf } from '../intake/request-type';
import { explainFailure } from './explain';
import { EXAMPLE } from './preview-text';
import { note, type TrialRun, timed } from './trial-run';

/** The request as it would be. */
export type Composed = Omit<NonNullable<Trial['request']>, 'key'>;

/** Composes the request, with the fields that Jira asks for. */
export async function composeTrial(run: TrialRun): Promise<Composed | undefined> {
  const { line, call, intake } = run;
  const typeId = requestTypeOf(call, line);
  const fields = await timed('compose', run, () => intake.desk.listFields(line.serviceDeskId, typeId));
  if (fields === 'late' || !fields.ok) {
    const { happened, next } =
      fields === 'late'
        ? { happened: 'Jira took too long.', next: 'Try again in a minute.' }
        : explainFailure(fields.failure.kind, fields.failure.service);
    note(run, `${happened} ${next}`);
    return undefined;
  }
  const { summary, description, fields: values } = composeRequest(call, line, fields.value);
  const name = line.requestTypes.find(({ id }) => id === typeId)?.name;
  return {
    ...(name === undefined ? {} : { requestTypeName: name }),
    summary,
    description: plainOf(description),
    fields: Object.entries(values).map(([id, value]) => shownField(id, value, fields.value, run)),
  };
}

/** A row of a table is one line. */
const plainOf = (node: AdfNode): string => {
  if (node.type === 'tableRow') return (node.content ?? []).map(textOf).join(': ');
  const isBlock = node.type === 'doc' || node.type === 'table';
  return isBlock ? (node.content ?? []).map(plainOf).filter(Boolean).join('\n') : textOf(node);
};

function shownField(id: string, value: unknown, fields: readonly RequestField[], { call }: TrialRun) {
  const field = fields.find((one) => one.id === id);
  const answer = call.answers?.find(({ fieldId }) => fieldId === id);
  return { name: field?.name ?? id, value: answer?.words ?? wordsOfValue(value, field) };
}

function wordsOfValue(value: unknown, field: RequestField | undefined): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((one) => wordsOfValue(one, field)).join(', ');
  const chosen = field?.choices.find(({ id }) => hasId(value, id));
  return chosen?.label ?? (textOf(value) || JSON.stringify(value));
}

const hasId = (value: unknown, id: string): boolean =>
  typeof value === 'object' && value !== null && 'id' in value && value.id === id;

/** What the page shows of a trial, as far as it has come. */
export function shownTrial({ call, line, stages, intake }: TrialRun, composed: Composed | undefined): Trial {
  const talk: Talk = { call, line, around: quiet(line, call.language, intake.now()), found: {} };
  const language = languageOf(talk);
  const isUnderstood = call.state !== 'recorded' && call.state !== 'transcribed';
  const named = { ...call, request: call.request ?? { key: EXAMPLE.request, id: '', at: call.answeredAt } };
  return {
    stages,
    ...(call.transcript === undefined ? {} : { transcript: call.transcript }),
    ...(isUnderstood && line.recap ? { recap: readBack(talk) } : {}),
    questions: (call.questions ?? []).map((question) =>
      askSpeech(question, language, line.prompts).join(' '),
    ),
    ...(composed === undefined
      ? {}
      : { request: { ...composed, ...(call.request === undefined ? {} : { key: call.request.key }) } }),
    ...(composed !== undefined && line.confirmation.enabled ? { text: confirmationBody(named, line) } : {}),
  };
}

/** Nothing is known of a caller whom there isn't. */
const quiet = (line: Talk['line'], language: Talk['call']['language'], now: number): Talk['around'] => ({
  line,
  language,
  canText: false,
  open: [],
  paused: false,
  refused: false,
  pepper: undefined,
  now,
});

/** The first sentence of what the line reads back; behind it are the choices. */
function readBack(talk: Talk): string {
  const [ask] = recap(talk, 1, []);
  return ask?.kind === 'ask' ? (ask.say[0]?.text ?? '') : '';
}
