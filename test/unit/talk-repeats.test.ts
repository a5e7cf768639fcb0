import { describe, expect, it } from 'vitest';
import { Question } from '../../src/contract/question';
import { createConversation, recordingSid, type TestConversation } from './fake-conversation';
import { type LineOptions, understands, WORDS } from './fake-line';

const OPEN = [{ key: 'SUP-7', id: '7' }];
const ROOM = Question.parse({ fieldId: 'customfield_2', name: 'Room number', kind: 'number' });
const AREA = Question.parse({
  fieldId: 'customfield_1',
  name: 'Building',
  kind: 'choice',
  choices: [
    { id: '1', label: 'North wing' },
    { id: '2', label: 'South wing' },
  ],
});
const questions = [AREA, ROOM];

/** A conversation up to a webhook, and that webhook. */
interface Scene {
  options?: LineOptions;
  before?: (talk: TestConversation) => Promise<unknown>;
  path: string;
  parameters: Record<string, string>;
}
const RECORDING = { RecordingSid: recordingSid(7), RecordingDuration: '9' };
const pressed = (Digits: string) => ({ Digits, FinishedOnKey: '' });
const unrecorded = { line: { mayDecline: true } };
const asking = { work: understands({ questions }) };
const toRecap = (talk: TestConversation) => talk.record();
const toArea = async (talk: TestConversation) => {
  await talk.record();
  await talk.press('1');
};
const toRoom = async (talk: TestConversation) => {
  await toArea(talk);
  await talk.press('2');
};
const toCheck = async (talk: TestConversation) => {
  await toRoom(talk);
  await talk.press('12#');
};

const SCENES: Record<string, Scene> = {
  'a message': { path: '/listening/1', parameters: { ...RECORDING, Digits: '#' } },
  'a message that ended with *': { path: '/listening/1', parameters: { ...RECORDING, Digits: '*' } },
  'a message that ended with 0': { path: '/listening/1', parameters: { ...RECORDING, Digits: '0' } },
  'no recording': { options: unrecorded, path: '/listening/1', parameters: pressed('2') },
  'no recording any more': {
    options: unrecorded,
    path: '/listening/1',
    parameters: { ...RECORDING, Digits: '2' },
  },
  'words that are not recorded': {
    options: unrecorded,
    before: (talk) => talk.press('2'),
    path: '/speaking/1',
    parameters: { SpeechResult: WORDS },
  },
  'more words': {
    options: unrecorded,
    before: async (talk) => {
      await talk.press('2');
      await talk.speak(WORDS);
      await talk.press('2');
    },
    path: '/adding/1',
    parameters: { SpeechResult: 'On the second floor.' },
  },
  'a wait': { before: toRecap, path: '/waiting/1', parameters: {} },
  'a wait of somebody who only wants a person': {
    options: { work: understands({ words: 'A person please.' }) },
    before: (talk) => talk.tell('/listening/1', RECORDING),
    path: '/waiting/1',
    parameters: {},
  },
  'a yes': { before: toRecap, path: '/recap/1', parameters: pressed('1') },
  'more to add': { before: toRecap, path: '/recap/1', parameters: pressed('2') },
  'more that was said': {
    before: toRecap,
    path: '/recap/1',
    parameters: { SpeechResult: 'It is only on the second floor' },
  },
  'a new start': { before: toRecap, path: '/recap/1', parameters: pressed('3') },
  'an addition': {
    before: async (talk) => {
      await talk.record();
      await talk.press('2');
    },
    path: '/adding/1',
    parameters: RECORDING,
  },
  'a new message': {
    before: async (talk) => {
      await talk.record();
      await talk.press('3');
    },
    path: '/listening/1',
    parameters: RECORDING,
  },
  'an answer': {
    options: asking,
    before: toArea,
    path: '/question/1/1',
    parameters: pressed('2'),
  },
  'an answer to be read back': {
    options: asking,
    before: toRoom,
    path: '/question/1/2',
    parameters: { Digits: '12', FinishedOnKey: '#' },
  },
  'a question left open': {
    options: asking,
    before: toArea,
    path: '/question/1/1',
    parameters: pressed('#'),
  },
  'a right answer': { options: asking, before: toCheck, path: '/check/1/2', parameters: pressed('1') },
  'a wrong answer': { options: asking, before: toCheck, path: '/check/1/2', parameters: pressed('2') },
  'no more texts': {
    before: toArea,
    path: '/told/1',
    parameters: pressed('9'),
  },
  'a transfer that came to nothing': {
    before: (talk) => talk.press('0'),
    path: '/person/1',
    parameters: { DialCallStatus: 'no-answer' },
  },
  'the wish for the status': { options: { open: OPEN }, path: '/known/1', parameters: pressed('4') },
  'a comment': {
    options: { open: OPEN },
    before: async (talk) => {
      await talk.press('4');
      await talk.press('1');
    },
    path: '/comment/1',
    parameters: RECORDING,
  },
  'a language': {
    options: { line: { languages: ['en', 'de'], languagePolicy: 'key' } },
    path: '/language/1',
    parameters: pressed('2'),
  },
  'the call itself': { path: '/call', parameters: { CallStatus: 'ringing' } },
};

describe.each(Object.entries(SCENES))('%s that is told twice', (_, { options, before, path, parameters }) => {
  it('gets the same answer, and changes nothing twice', async () => {
    const talk = createConversation(options);
    await talk.ring();
    await before?.(talk);
    const first = await talk.tell(path, parameters);
    const { heldUntil: _held, rounds: _rounds, ...once } = talk.stored();
    const done = talk.did.textsOff.length;
    expect(await talk.tell(path, parameters)).toEqual(first);
    const { heldUntil: _heldAgain, rounds: _roundsAgain, ...twice } = talk.stored();
    expect(twice).toEqual(once);
    expect(talk.did.textsOff.length).toBe(done);
  });
});
