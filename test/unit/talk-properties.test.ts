import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRAPH } from '../../src/call/graph';
import { recordingsOf } from '../../src/call/heard';
import { isAtWork } from '../../src/call/life';
import { hasMessage } from '../../src/call/talk';
import { Question } from '../../src/contract/question';
import { checkTwiml } from '../sandbox/twilio/twiml/check';
import { parseTwiml } from '../sandbox/twilio/twiml/document';
import { voice } from '../sandbox/twilio/twiml/vocabulary';
import { createConversation, type TestConversation } from './fake-conversation';
import { files, PEPPER, understands, type Work } from './fake-line';
import { CALLER, TOKEN } from './fakes';
import { anyAct, anyCall, anyOutage, anyStaying, play, playAll, stretch } from './random-caller';
import { saidIn } from './sentences';

const anyActs = fc.array(anyAct, { maxLength: 25 });
const anyActsInOutages = fc.array(
  fc.oneof({ weight: 5, arbitrary: anyAct }, { weight: 1, arbitrary: anyOutage }),
  { maxLength: 25 },
);
/** Somebody who never hangs up and is never silent. */
const tireless = fc.array(anyStaying, { minLength: 300, maxLength: 300 });

/** As many documents as the longest conversation has that anybody has found. */
const MOST_DOCUMENTS = 200;

const QUESTIONS = ['number', 'date', 'email'].map((kind, index) =>
  Question.parse({ fieldId: `customfield_${index}`, name: kind, kind }),
);
const TYPES = [
  { id: '10', name: 'Hardware' },
  { id: '11', name: 'Access' },
];

const waysIn = ({ ways }: TestConversation): [string, string][] => ways;
/** The longest call, and an empty mailbox, end from anywhere. */
const leadsAnywhere = (to: string): boolean => to === 'end' || to === 'filing';
const isInGraph = ([from, to]: [string, string]): boolean =>
  from === to ||
  leadsAnywhere(to) ||
  Object.entries(GRAPH).some(([place, ways]) => place === from && to in ways);

describe('any conversation', () => {
  it('comes to an end, without an error, and goes no way that is not drawn', async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, anyActs, async (call, acts) => {
        const talk = await playAll(call, acts);
        expect(talk.documents.length).toBeLessThanOrEqual(MOST_DOCUMENTS);
        expect(waysIn(talk).filter((way) => !isInGraph(way))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('comes to an end while the store goes out and comes back', async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, anyActsInOutages, async (call, acts) => {
        const talk = await playAll(call, acts);
        expect(talk.documents.length).toBeLessThanOrEqual(MOST_DOCUMENTS);
      }),
      { numRuns: 150 },
    );
  });

  it('comes to an end with somebody who never tires', async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, tireless, async (call, acts) => {
        const talk = await playAll(call, acts);
        expect(talk.documents.length).toBeLessThanOrEqual(MOST_DOCUMENTS);
      }),
      { numRuns: 30 },
    );
  });

  it('comes to an end with somebody who stretches it wherever they can', async () => {
    let tries = 0;
    const isPatient: Work = (call) =>
      ++tries % 5 === 0 ? understands({ questions: QUESTIONS })(call) : call;
    const talk = createConversation({
      line: { languages: ['en', 'de'], languagePolicy: 'key', typePolicy: 'key', requestTypes: TYPES },
      open: [{ key: 'SUP-7', id: '7' }],
      work: isPatient,
      file: (call) => (++tries % 3 === 0 ? files(isPatient)(call) : call),
    });
    await talk.ring();
    while (!talk.isOver()) await stretch(talk);
    expect(talk.documents.length).toBeGreaterThan(60);
    expect(talk.documents.length).toBeLessThanOrEqual(MOST_DOCUMENTS);
  });

  it('is said in documents that Twilio takes without a word', async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, anyActs, async (call, acts) => {
        const talk = await playAll(call, acts);
        for (const { twiml, speech } of talk.documents) {
          expect(Buffer.byteLength(twiml)).toBeLessThan(64 * 1024);
          expect(checkTwiml(parseTwiml(twiml), voice)).toEqual([]);
          // An empty one would be a silent line.
          expect(speech.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('speaks no markup, no braces, no secret, and nobody’s number', async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, fc.array(anyStaying, { maxLength: 25 }), async (call, acts) => {
        // What a caller says or keys in may be read back to them.
        const own = acts.flatMap((act) => (act.do === 'speak' || act.do === 'press' ? act.what : []));
        fc.pre(!own.some((text) => /[<>{}\p{Cc}]|\d{5}/u.test(text)));
        const talk = await playAll(call, acts);
        const said = talk.documents.flatMap(({ speech }) => saidIn(speech));
        for (const text of said) {
          expect(text).not.toMatch(/[<>{}\p{Cc}]|\b(?:undefined|null|NaN)\b|\[object/u);
          for (const secret of [TOKEN, PEPPER, CALLER.slice(1), '14155550123'])
            expect(text.replace(/[\s,.+-]/g, '')).not.toContain(secret);
          expect(text).not.toContain('0427');
        }
      }),
      { numRuns: 150 },
    );
  });

  it('costs one trip to the store a reply, and a second one where something is waited for', async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, anyActs, async (call, acts) => {
        const talk = await playAll(call, acts);
        for (const { reads, writes, effects } of talk.documents) {
          expect(effects).toBeLessThanOrEqual(1);
          expect(reads).toBe(1 + effects);
          expect(writes).toBeLessThanOrEqual(1 + effects);
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe('whoever hangs up, at any step,', () => {
  it('loses nothing: what was left is in the call, and somebody takes it up', async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, anyActs, async (called, acts) => {
        const talk = await playAll(called, acts);
        const call = talk.call();
        if (call === undefined) return;
        const kept = [...recordingsOf(call).map(({ sid }) => sid), ...(call.discarded ?? [])];
        // What comes once it is a request finds its request made.
        if (call.request === undefined && call.state !== 'parked')
          expect(talk.recorded.filter((sid) => !kept.includes(sid))).toEqual([]);
        expect(call.heldUntil).toBeUndefined();
        if (hasMessage(call) && isAtWork(call.state)) expect(talk.did.queued.length).toBeGreaterThan(0);
        if (!hasMessage(call)) expect(['abandoned', 'parked']).toContain(call.state);
      }),
      { numRuns: 300 },
    );
  });
});

describe('0', () => {
  it('leads to a person or a mailbox from everywhere, within one turn', async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, fc.array(anyStaying, { maxLength: 12 }), async (call, acts) => {
        const talk = await play(call, acts);
        const wait = talk.wait();
        // Who has gone round often enough is let go, and so is who has been on the line for too long.
        const isPatient =
          (talk.call()?.rounds ?? 0) < 6 && talk.clock.now < (talk.call()?.answeredAt ?? 0) + 800_000;
        fc.pre(wait !== undefined && wait.kind !== 'dial' && isPatient);
        const before = talk.documents.length;
        const places = talk.places.length;
        if (wait?.kind === 'record') await talk.record(3, '0');
        else await talk.press(talk.turn()?.place === 'code' ? '0#' : '0');
        const passed = talk.places.slice(places);
        expect([talk.turn()?.place, ...passed]).toContain('person');
        expect(talk.documents.length).toBeGreaterThan(before);
      }),
      { numRuns: 200 },
    );
  });
});
