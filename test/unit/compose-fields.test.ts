import { describe, expect, it } from 'vitest';
import { URGENCIES } from '../../src/contract/understanding';
import type { RequestField } from '../../src/desk/desk';
import { callProperty } from '../../src/desk/property';
import { composeRequest } from '../../src/intake/compose-request';
import { CALLER, makeField, makeLine, makeRecordedCall, makeUnderstanding, START, TRANSCRIPT } from './fakes';

const line = makeLine();
const call = makeRecordedCall({
  state: 'understood',
  transcript: TRANSCRIPT,
  understanding: makeUnderstanding(),
  durationSeconds: 42,
});
describe('the fields', () => {
  const field = (id: string, choices: [id: string, label: string][] = []): RequestField =>
    makeField(id, { choices: choices.map(([value, label]) => ({ id: value, label })) });
  const priorities = field('priority', [
    ['1', 'Highest'],
    ['2', 'High'],
    ['3', 'Medium'],
    ['4', 'Low'],
  ]);
  const withUrgency = (urgency: (typeof URGENCIES)[number]) => ({
    ...call,
    understanding: makeUnderstanding({ urgency }),
  });

  it('have the priority of the urgency where the request type asks for one', () => {
    const expected = { critical: '1', high: '2', normal: '3', low: '4' } as const;
    for (const urgency of URGENCIES)
      expect(composeRequest(withUrgency(urgency), line, [priorities]).fields).toEqual({
        priority: { id: expected[urgency] },
      });
    expect(composeRequest(call, line, []).fields).toEqual({});
    expect(composeRequest(call, line, [field('priority', [['9', 'P1']])]).fields).toEqual({});
    expect(composeRequest(makeRecordedCall(), line, [priorities]).fields).toEqual({});
  });

  it("have the line's values, which win", () => {
    const chosen = makeLine({ fieldValues: { priority: { id: '4' }, customfield_10040: { id: '7' } } });
    expect(composeRequest(call, chosen, [priorities]).fields).toEqual({
      priority: { id: '4' },
      customfield_10040: { id: '7' },
    });
  });

  it('have the number where the request type asks for it, and nowhere else', () => {
    const numbered = makeLine({ numberField: 'customfield_10050' });
    expect(composeRequest(call, numbered, [field('customfield_10050')]).fields).toEqual({
      customfield_10050: CALLER,
    });
    expect(composeRequest(call, numbered, []).fields).toEqual({});
    expect(composeRequest({ ...call, from: null }, numbered, [field('customfield_10050')]).fields).toEqual(
      {},
    );
  });
});

describe('the issue property', () => {
  it('has the facts of the call, searchable', () => {
    expect(callProperty({ ...call, endedAt: START + 42_000 }, line)).toMatchObject({
      callId: call.id,
      reference: 'K7QM-2R4X',
      line: 'Example Support',
      startedAt: '2026-11-20T14:03:00Z',
      endedAt: '2026-11-20T14:03:42Z',
      durationSeconds: 42,
      language: 'en',
      noticeLanguage: 'en',
      urgency: 'high',
      intent: 'incident',
      recordingId: call.recording?.sid,
    });
    const property = JSON.stringify(callProperty(call, line));
    expect(property).not.toContain('VPN');
    expect(property.length).toBeLessThan(2000);
  });

  it('has the number unless a field took it', () => {
    expect(callProperty(call, line)).toMatchObject({ callerNumber: CALLER });
    expect(callProperty({ ...call, steps: { 'number-field': 'failed' } }, line)).toMatchObject({
      callerNumber: CALLER,
    });
    expect(callProperty({ ...call, steps: { 'number-field': 'done' } }, line)).not.toHaveProperty(
      'callerNumber',
    );
    expect(callProperty({ ...call, from: null }, line)).not.toHaveProperty('callerNumber');
  });

  it('says in which language the notice was really played', () => {
    const own = makeLine({ notice: 'Wir nehmen auf.', languages: ['de', 'en'] });
    expect(callProperty(call, own)).toMatchObject({ noticeLanguage: 'de' });
  });
});
