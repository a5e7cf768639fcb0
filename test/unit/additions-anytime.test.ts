import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepRecording, keepWords } from '../../src/call/recordings';
import type { Call } from '../../src/contract/call';
import { createFiling } from './fake-ports';
import {
  CALL_ID,
  makeRecordedCall,
  makeUnderstanding,
  makeWav,
  OTHER_RECORDING_ID,
  RECORDING_ID,
  START,
  TRANSCRIPT,
  textOf,
} from './fakes';

/** Somebody says more while a worker has the call: it is in the request, or the request was being made already. */

const FIRST = 'The VPN is down.';
const SECOND = 'It is error 809.';
const WORDS = 'I am in Hamburg.';
const isSecond = (wav: Uint8Array): boolean => wav.byteLength > makeWav({ seconds: 3 }).byteLength;

const STATES: Record<string, Partial<Call>> = {
  recorded: {},
  transcribed: { transcript: { ...TRANSCRIPT, text: FIRST } },
  understood: { transcript: { ...TRANSCRIPT, text: FIRST }, understanding: makeUnderstanding() },
};

const say: Record<string, (call: Call, now: number) => Call> = {
  recording: (call, now) => keepRecording(call, { sid: OTHER_RECORDING_ID, seconds: 4 }, now),
  words: (call) => keepWords(call, WORDS, 'en'),
  'start over': (call, now) => {
    const again = { ...call, startsOver: true };
    const kept = keepRecording(again, { sid: OTHER_RECORDING_ID, seconds: 4 }, now);
    return kept === again ? call : kept;
  },
};

describe('what is said whenever it is', () => {
  it('is in the one request that there is, or came when that was being made', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('recorded', 'transcribed', 'understood'),
        fc.constantFrom('recording', 'words', 'start over'),
        fc.nat(12),
        fc.boolean(),
        async (state, what, place, isBefore) => {
          const world = createFiling({
            call: makeRecordedCall({ state: state as Call['state'], ...STATES[state] }),
            wav: (sid) => makeWav({ seconds: sid === OTHER_RECORDING_ID ? 4 : 2 }),
            heard: (wav) => ({ text: isSecond(wav) ? SECOND : FIRST, language: 'en' }),
          });
          const { update } = world.calls;
          let asked = 0;
          let isTaken = false;
          const speak = () =>
            update(CALL_ID, (call) => {
              const said = call && (say[what]?.(call, START + 70_000) ?? call);
              isTaken = said !== call;
              return said;
            });
          // Right before or right after something is written.
          world.calls.update = async (id, change) => {
            const isNow = asked++ === place;
            if (isNow && isBefore) await speak();
            const updated = await update(id, change);
            if (isNow && !isBefore) await speak();
            return updated;
          };
          let outcome = await world.fileToEnd();
          // Whoever keeps what was said queues the call as well.
          if (isTaken) outcome = await world.fileToEnd();
          expect(outcome).toEqual({ kind: 'settled' });
          expect(world.stored().state).toBe('closed');
          expect(world.desk.made).toHaveLength(1);
          expect(world.phone.texts).toHaveLength(1);
          const issue = world.desk.issueOf('SUP-1');
          const written = [issue.description, ...issue.comments.map(textOf)].join('\n');
          const isReplaced = isTaken && what === 'start over';
          expect(written.includes(FIRST)).toBe(!isReplaced);
          expect(written.includes(what === 'words' ? WORDS : SECOND)).toBe(isTaken);
          const sounds = isTaken && what === 'recording' ? 2 : 1;
          expect(issue.attachments).toHaveLength(sounds);
          const deleted = isTaken && what !== 'words' ? [RECORDING_ID, OTHER_RECORDING_ID] : [RECORDING_ID];
          expect(new Set(world.phone.deleted)).toEqual(new Set(deleted));
          expect(world.stored()).not.toHaveProperty('lease');
        },
      ),
      { numRuns: 400 },
    );
  }, 60_000);
});
