import { createServer } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import columnsOf from 'string-width';
import { describe, expect, it } from 'vitest';
import { CALL_PROPERTY } from '../../src/contract/call';
import { readArguments, readOutside, SHARED_ARGUMENTS } from '../sandbox/arguments';
import { renderCard, renderTimeline } from '../sandbox/card';
import { Mistake } from '../sandbox/mistake';
import type { CallReport } from '../sandbox/place-call';
import { checkPort } from '../sandbox/server';

describe('what is told of a mistake', () => {
  it('is a sentence on the option that is wrong', () => {
    const read = (args: string[]) => () => readArguments({ args, options: SHARED_ARGUMENTS });
    expect(read(['--frsh'])).toThrow(new Mistake("Unknown option '--frsh'. --help lists the options."));
    expect(read(['--route'])).toThrow(Mistake);
    expect(read(['stray'])).toThrow(Mistake);
    expect(read(['--route', 'a', '--route', 'b'])().values.route).toEqual(['a', 'b']);
  });

  it('is a sentence on routes and accounts', () => {
    expect(() => readOutside(['nowhere'], {})).toThrow(Mistake);
    expect(() => readOutside(['example.com=http://127.0.0.1:1'], {})).toThrow(/not example\.com/);
    expect(() => readOutside([], { TWILIO_ACCOUNT_SID: 'AC1' })).toThrow(/go together/);
  });

  it('is nothing where a variable is empty', () => {
    const empty = { OPENAI_API_KEY: '', TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '' };
    expect(readOutside(undefined, empty)).toEqual({
      routes: new Map(),
      openAiKey: undefined,
      twilioAccount: undefined,
    });
  });

  it('is a sentence on a port that is taken, before anything is built', async () => {
    const owner = createServer();
    const port = await new Promise<number>((resolve) =>
      owner.listen(0, '127.0.0.1', () => {
        const address = owner.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      }),
    );
    await expect(checkPort(port)).rejects.toThrow(new RegExp(`^Port ${port} is taken`));
    await new Promise((resolve) => owner.close(resolve));
    await expect(checkPort(port)).resolves.toBeUndefined();
  });
});

const JAPANESE =
  '三階のプリンターが動きません。今日中に見積書を印刷しないといけないので至急お願いします。'.repeat(3);
const LONG = 'a message that goes on '.repeat(12).trim();
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const REPORT: CallReport = {
  callSid: 'CA1',
  state: 'closed',
  startedAt: 1000,
  spoken: [
    {
      at: 1100,
      after: 2,
      event: { seq: 1, at: 0, kind: 'saying', text: LONG, language: 'en-US', voice: 'x', ms: 9 },
    },
    { at: 1100, after: 2, event: { seq: 2, at: 9, kind: 'hung-up', by: 'caller' } },
  ],
  log: [
    { seq: 1, at: 1000, source: 'twilio', kind: 'a', title: 'first' },
    { seq: 2, at: 1100, source: 'twilio', kind: 'a', title: 'second' },
    { seq: 3, at: 1100, source: 'jira', kind: 'a', title: `SUP-1 created: ${JAPANESE}` },
  ],
  request: {
    key: 'SUP-1',
    summary: JAPANESE,
    requestType: { name: 'Report a problem' },
    status: { name: 'Open' },
    priority: null,
    reporter: { displayName: 'Voice to Ticket' },
    description: {
      text: '',
      adf: {
        type: 'doc',
        content: [
          paragraph(LONG),
          {
            type: 'table',
            content: [{ type: 'tableRow', content: [paragraph('緊急度'), paragraph(JAPANESE)] }],
          },
          { type: 'blockquote', content: [paragraph(JAPANESE)] },
        ],
      },
    },
    fields: [],
    comments: [{ public: false, text: LONG }],
    attachments: [{ filename: 'call.wav', size: 2048 }],
    properties: { [CALL_PROPERTY]: { callId: 'CA1', reference: 'K7QM-2R4X' } },
  },
  texts: [],
};

describe('a call in a terminal', () => {
  it('fits into 100 columns, and loses no word of what was said', () => {
    const lines = stripVTControlCharacters(`${renderTimeline(REPORT)}\n${renderCard(REPORT)}`).split('\n');
    expect(Math.max(...lines.map((line) => columnsOf(line)))).toBeLessThanOrEqual(100);
    const letters = lines.join('').replace(/\s/g, '');
    expect(letters).toContain(`hears“${LONG.replace(/\s/g, '')}”`);
    expect(letters).toContain(`緊急度${JAPANESE}`);
    expect(lines).toContain('   reference  K7QM-2R4X');
  });

  it('is told in the order in which it happened', () => {
    const lines = stripVTControlCharacters(renderTimeline(REPORT)).split('\n');
    const order = ['first', 'second', 'hears “', 'hangs up', 'SUP-1 created'];
    expect(order.map((words) => lines.findIndex((line) => line.includes(words)))).toEqual(
      order.map((words) => lines.findIndex((line) => line.includes(words))).sort((a, b) => a - b),
    );
    expect(lines.at(-1)).toContain('SUP-1 created');
  });

  it('says why there is no request', () => {
    const card = (state: string) =>
      stripVTControlCharacters(renderCard({ ...REPORT, request: undefined, state }));
    expect(card('abandoned')).toContain('No words were heard');
    expect(card('parked')).toContain('A person has to help');
    expect(card('recorded')).toContain('not done with it in time');
  });
});
