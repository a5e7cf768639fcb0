import type { Call } from '../../src/contract/call';
import type { Line } from '../../src/contract/settings';
import { fileCall } from '../../src/intake/file-call';
import { createWorld } from './fake-ports';
import { CALL_ID, makeLine, makeRecordedCall, makeUnderstanding, START, TRANSCRIPT } from './fakes';

const filed = (more: Partial<Call> = {}): Call =>
  makeRecordedCall({
    state: 'filed',
    transcript: TRANSCRIPT,
    understanding: makeUnderstanding(),
    request: { key: 'SUP-7', id: '7', at: START + 40_000 },
    ...more,
  });

/** A call whose request was made, with the runs of workers that finish it. */
export function begin(line: Partial<Line> = {}, call: Partial<Call> = {}) {
  const world = createWorld({ call: filed(call), line: makeLine(line) });
  let runs = 0;
  const finish = () => fileCall(CALL_ID, { ...world, worker: `worker ${++runs}` });
  const finishLater = async () => {
    let outcome = await finish();
    for (let turn = 0; outcome.kind === 'wait' && turn < 400; turn++) {
      world.clock.now += outcome.ms;
      outcome = await finish();
    }
    return outcome;
  };
  return { ...world, finish, finishLater, steps: () => world.stored().steps };
}
