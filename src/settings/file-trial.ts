import { fileRequest } from '../intake/file-request';
import { comment, property } from '../intake/request-steps';
import { takeSteps } from '../intake/take-steps';
import { note, type TrialRun, takeStage, timed } from './trial-run';

/** Jira answers within seconds; what is begun later might be made without our knowing it. */
const LEAST_MS = 6000;
const LOOK_AGAIN_MS = 500;

/**
 * Makes a trial's request, as a caller's would be made; it says that it is a trial. Who has only clicked a second time
 * waits for the first one's.
 */
export async function fileTrial(run: TrialRun): Promise<void> {
  if (!run.isOurs) return waitForOther(run);
  const { intake, tools, call } = run;
  if (run.until - intake.now() < LEAST_MS) {
    run.stages.push({
      name: 'file',
      ms: 0,
      usd: 0,
      problem: 'The models took so long that no time was left. Try again.',
    });
    await tools.claims.release(call.id);
    return;
  }
  const filed = await takeStage('file', fileRequest, run);
  const { request } = run.call;
  if (filed === 'done' && request !== undefined) {
    await tools.claims.settle(call.id, { at: call.answeredAt, key: request.key });
    run.intake.book.put(run.call);
    // Where these can't be done, the request says all the same that it is a trial.
    const inTime = tools.pause(Math.max(0, run.until - intake.now()));
    await Promise.race([takeSteps([property, comment], run.call, run.line, intake), inTime]);
    return;
  }
  // After Jira's refusal there is none; where nobody knows, a click within two minutes must not make one more.
  const kept = await intake.book.update(call.id, (stored) => stored);
  const mayBeThere = filed === 'late' || !kept.ok || kept.value?.intent !== undefined;
  if (!mayBeThere) await tools.claims.release(call.id);
}

async function waitForOther(run: TrialRun): Promise<void> {
  const { tools, intake, call, until } = run;
  const found = await timed('file', run, async () => {
    for (;;) {
      const claim = await tools.claims.load(call.id);
      if (!claim.ok || claim.value === undefined) return undefined;
      if (claim.value.key !== undefined) return claim.value.key;
      if (intake.now() + LOOK_AGAIN_MS >= until) return undefined;
      await tools.pause(LOOK_AGAIN_MS);
    }
  });
  if (found !== undefined && found !== 'late') {
    run.call = { ...run.call, request: { key: found, id: '', at: call.answeredAt } };
    return;
  }
  note(
    run,
    `The same trial was begun a moment ago. Look in Jira for ${call.reference} before you try again.`,
  );
}
