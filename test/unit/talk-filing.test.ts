import { describe, expect, it } from 'vitest';
import { createConversation } from './fake-conversation';
import { files, isSlow, type LineOptions } from './fake-line';
import { sentence } from './sentences';

const FILED = sentence('filed', { request: 'S U P, 1 4 2' });
const SPELLED = sentence('filedSpelled', {
  spelled: 'S as in Sierra, U as in Uniform, P as in Papa, 1, 4, 2',
});
const TEXTED = sentence('textSent');
const CHOICES = sentence('filedChoices');
const NO_TEXTS = sentence('noTextsChoice');
const GOODBYE = sentence('goodbye');

const file = async (more: LineOptions = {}) => {
  const talk = createConversation(more);
  await talk.ring();
  await talk.record();
  const told = await talk.press('1');
  return { ...talk, told };
};

describe('the number', () => {
  it('is read in groups and by the spelling alphabet, twice on request', async () => {
    const { told, press, speak, turn } = await file();
    expect(told).toEqual([FILED, SPELLED, TEXTED, CHOICES, NO_TEXTS]);
    expect(turn()).toEqual({ place: 'told', attempt: 1 });
    expect(await press('*')).toEqual(told);
    expect(await speak('repeat please')).toEqual(told);
  });

  it.each([
    ['silence', ''],
    ['word', 'yes thank you'],
  ])('is enough: %s ends the call', async (how, what) => {
    const { silence, speak, isOver } = await file();
    expect(await (how === 'silence' ? silence() : speak(what))).toEqual([GOODBYE]);
    expect(isOver()).toBe(true);
  });

  it('is read again after what was not understood, but not for ever', async () => {
    const { speak, told, isOver } = await file();
    expect(await speak('bananas')).toEqual(told);
    await speak('bananas');
    await speak('bananas');
    expect(await speak('bananas')).toEqual([GOODBYE]);
    expect(isOver()).toBe(true);
  });

  it('was sent by text only where it was', async () => {
    const steps = { confirmation: 'failed' } as const;
    const failed = await file({ file: (call) => ({ ...files()(call), steps }) });
    const notYet = await file({ file: (call) => ({ ...files()(call), steps: {} }) });
    const noText = await file({ canText: false });
    for (const { told } of [failed, notYet, noText]) expect(told).toEqual([FILED, SPELLED, CHOICES]);
  });

  it('can be had without texts: by key and by word', async () => {
    for (const act of ['key', 'word']) {
      const { press, speak, stored, did, isOver } = await file();
      const heard = await (act === 'key' ? press('9') : speak('no texts please'));
      expect(heard).toEqual([sentence('textsOff'), GOODBYE]);
      expect([stored().textsOff, did.textsOff.length, isOver()]).toEqual([true, 1, true]);
    }
  });

  it('offers no end of texts to somebody who gets none', async () => {
    const statusText = { enabled: true };
    expect((await file({ canText: false, line: { statusText } })).told).toContain(NO_TEXTS);
    expect((await file({ canText: false })).told).not.toContain(NO_TEXTS);
    expect((await file({ from: null, canText: false, line: { statusText } })).told).not.toContain(NO_TEXTS);
  });

  it('is there for somebody who hangs up; nothing is undone', async () => {
    const { hangUp, stored } = await file();
    await hangUp();
    expect(stored()).toMatchObject({ request: { key: 'SUP-142' }, endedAt: expect.any(Number) });
  });
});

describe('while Jira is at it', () => {
  it('there is music and a word, and then the number follows', async () => {
    const { told, isOver, stored, did } = await file({ file: isSlow });
    expect(told).toEqual([
      sentence('stillWorking'),
      '♪',
      sentence('stillWorking'),
      '♪',
      sentence('laterByText'),
    ]);
    expect(isOver()).toBe(true);
    expect(stored().heldUntil).toBeUndefined();
    expect(did.queued.at(-1)?.[1]).toBe(0);
    expect(did.performed.filter(({ kind }) => kind === 'file')).toHaveLength(3);
  });

  it('the number is read as soon as it is there', async () => {
    let tries = 0;
    const { told } = await file({ file: (call) => (++tries < 2 ? call : files()(call)) });
    expect(told.slice(0, 3)).toEqual([sentence('stillWorking'), '♪', FILED]);
  });

  it('a call that needs an admin is not waited for', async () => {
    const { told } = await file({ file: (call) => ({ ...call, state: 'parked', problem: 'No access.' }) });
    expect(told).toEqual([sentence('laterByText')]);
  });

  it('somebody who hangs up loses nothing', async () => {
    const { tell, stored, did } = await file({ file: isSlow });
    const before = did.queued.length;
    await tell('/filing/1', { CallStatus: 'completed' });
    expect(did.queued.length).toBe(before + 1);
    expect(stored().heldUntil).toBeUndefined();
  });
});
