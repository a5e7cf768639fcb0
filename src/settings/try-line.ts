import { referenceOf } from '../call/reference';
import type { Answer } from '../contract/admin';
import type { Trial, TryLine } from '../contract/admin-trial';
import type { Call } from '../contract/call';
import type { Line } from '../contract/settings';
import { measureSound } from '../intake/sound';
import { transcribeCall } from '../intake/transcribe-call';
import { understandCall } from '../intake/understand-call';
import type { Administration } from './administration';
import { priced, sumOf, usedBy } from './costs';
import { explain } from './explain';
import { fileTrial } from './file-trial';
import { SAMPLES } from './samples';
import { composeTrial, shownTrial } from './show-trial';
import { claimTrial, type TrialFacts, trialId } from './trial-claim';
import { NOTHING, type TrialRun, type TrialTools, takeStage } from './trial-run';
import { trialIntake, type Wav } from './trial-world';
import { nameOf } from './usage';

/** Forge ends a resolver after 25 seconds: https://developer.atlassian.com/platform/forge/limits-invocation/ */
const LONGEST_MS = 22_000;

/**
 * Takes words, or a sample recording, through everything that a caller's message goes through (M10): the same stages, in a
 * world without a caller. Only where it is asked for, a request is made; a second click makes no second one.
 */
export async function tryLine(
  payload: TryLine,
  admin: Administration,
  tools: TrialTools,
): Promise<Answer<Trial>> {
  const { lineId, words, sample, file = false } = payload;
  const wav = sample === undefined ? undefined : SAMPLES[sample]();
  if ((words === undefined) === (wav === undefined))
    return { ok: false, error: { message: 'Enter words, or choose a recording.', field: 'words' } };
  const loaded = await tools.load();
  if (!loaded.ok) return explain(loaded.failure);
  const { intake, meter } = loaded.value;
  const line = intake.settings.lines.find(({ id }) => id === lineId);
  if (line === undefined)
    return { ok: false, error: { message: 'There is no such line any more.', field: 'lineId' } };
  const now = admin.now();
  const facts: TrialFacts = { by: admin.accountId, lineId, words, sample };
  const claimed = file ? await claimTrial(facts, now, tools.claims) : undefined;
  if (claimed?.ok === false) return explain(claimed.failure);
  const call = trialCall(claimed?.value.id ?? trialId(facts, now), line, now, words, wav);
  const run: TrialRun = {
    line,
    call,
    intake: trialIntake(intake, call, wav, admin.accountId),
    until: now + LONGEST_MS,
    stages: [],
    tools,
    usdOf: (usage) =>
      sumOf(priced({ 'call-minutes': 0, 'recording-minutes': 0, ...usedBy(usage) }, intake.settings.prices)),
    meter,
    isOurs: claimed?.value.isOurs ?? false,
  };
  const trial = await goThrough(run, file);
  const usage = meter.pending() ?? NOTHING;
  // A trial is a trial, whether or not its cost could be noted.
  await tools.ledger.noteTrial({ day: nameOf(now), usage }, now);
  return { ok: true, value: trial };
}

/** A call that was just left, by nobody. */
function trialCall(
  id: string,
  line: Line,
  now: number,
  words: string | undefined,
  wav: Wav | undefined,
): Call {
  const seconds = wav === undefined ? 0 : Math.floor(measureSound(wav)?.seconds ?? 0);
  return {
    id,
    state: wav === undefined ? 'transcribed' : 'recorded',
    reference: referenceOf(id),
    lineId: line.id,
    lineNumber: line.number,
    from: null,
    language: line.languages[0] ?? 'en',
    answeredAt: now,
    endedAt: now,
    durationSeconds: seconds,
    fence: 0,
    steps: {},
    ...(words === undefined ? {} : { transcript: { text: words, language: '' } }),
    ...(wav === undefined ? {} : { recording: { sid: `RE${id.slice(2)}`, seconds, at: now } }),
  };
}

async function goThrough(run: TrialRun, file: boolean): Promise<Trial> {
  const isThrough =
    (run.call.state !== 'recorded' || (await takeStage('transcribe', transcribeCall, run)) === 'done') &&
    (run.call.state !== 'transcribed' || (await takeStage('understand', understandCall, run)) === 'done');
  const composed = isThrough ? await composeTrial(run) : undefined;
  if (file && composed !== undefined) await fileTrial(run);
  // What was claimed and not come to is free for the next click.
  if (file && run.isOurs && composed === undefined) await run.tools.claims.release(run.call.id);
  return shownTrial(run, composed);
}
