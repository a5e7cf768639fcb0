import { describe, expect, it } from 'vitest';
import { readRequestStatus } from '../../src/caller/request-status';
import { composeTextComment } from '../../src/caller/text-comment';
import { LANGUAGES } from '../../src/contract/language';
import { document, paragraph, strongParagraph } from '../../src/desk/adf';
import { createFakeCallerDesk, makeText } from './fake-caller';
import { failure, START } from './fakes';

const say = (text: string) => document([paragraph(text)]);
const open = () => createFakeCallerDesk({ 'SUP-1': 'in-progress' }, () => START);
const STATUS = { key: 'SUP-1', status: 'is in-progress', category: 'in-progress' };

describe('how a request stands', () => {
  it('has the last thing that was written to the caller', async () => {
    const desk = open();
    expect(await readRequestStatus('SUP-1', desk)).toEqual({ ok: true, value: STATUS });
    desk.put('SUP-1', { body: say('We are on it.'), at: START - 2 });
    desk.put('SUP-1', { body: document([paragraph('A part'), paragraph('is on its way.')]), at: START - 1 });
    expect(await readRequestStatus('SUP-1', desk)).toEqual({
      ok: true,
      value: { ...STATUS, lastPublicComment: { text: 'A part\nis on its way.', at: START - 1 } },
    });
  });

  it('has neither what is internal, nor what customers wrote, nor what the app put there for callers', async () => {
    const desk = open();
    desk.put('SUP-1', { body: say('We are on it.') });
    desk.put('SUP-1', { body: say('The caller is angry.'), isPublic: false });
    desk.put('SUP-1', { body: say('When will it be done?'), authorId: 'customer' });
    desk.put('SUP-1', { body: say('') });
    for (const language of LANGUAGES)
      desk.put('SUP-1', { body: composeTextComment(makeText(), language).body, authorId: 'app' });
    desk.put('SUP-1', {
      body: document([strongParagraph('Added by the caller, by phone'), paragraph('Hi')]),
    });
    expect(await readRequestStatus('SUP-1', desk)).toMatchObject({
      value: { lastPublicComment: { text: 'We are on it.' } },
    });
  });

  it('is told without it when only that can not be had', async () => {
    const desk = open();
    desk.put('SUP-1', { body: say('We are on it.') });
    desk.faults.always.readComments = failure('timed-out', 'jira');
    expect(await readRequestStatus('SUP-1', desk)).toEqual({ ok: true, value: STATUS });
    desk.faults.always.readStatus = failure('timed-out', 'jira');
    expect(await readRequestStatus('SUP-1', desk)).toMatchObject({
      ok: false,
      failure: { kind: 'timed-out' },
    });
  });
});
