import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import tokenNames from '@atlaskit/tokens/token-names';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatNumber, formatSeconds, nameLanguage, toDialled } from '../sandbox/page/format';
import { toPcm16 } from '../sandbox/page/microphone';
import { describeDetail, describeTitle, formatXml } from '../sandbox/page/pretty';

describe('an entry of the log, made readable', () => {
  it('indents TwiML, and changes no word of it', () => {
    const twiml =
      '<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="alice">Tom &amp; "Jo" &lt;3 007</Say><Pause/></Response>';
    expect(formatXml(twiml)).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Response>',
        '  <Say voice="alice">Tom &amp; "Jo" &lt;3 007</Say>',
        '  <Pause/>',
        '</Response>',
      ].join('\n'),
    );
  });

  it('leaves alone what only looks like XML', () => {
    expect(formatXml('<Response><Say>')).toBe('<Response><Say>');
    expect(describeDetail('<not xml')).toEqual([{ title: '', language: 'xml', text: '<not xml' }]);
  });

  it('takes documents out of a detail, and opens JSON that travels as a string', () => {
    const sections = describeDetail({
      request: { method: 'POST', body: '{"a":[1]}' },
      reply: { status: 200, body: '<R><S/></R>' },
      stack: 'Error\n  at x',
    });
    expect(sections).toEqual([
      {
        title: '',
        language: 'json',
        text: JSON.stringify(
          { request: { method: 'POST', body: { a: [1] } }, reply: { status: 200 } },
          null,
          2,
        ),
      },
      { title: 'reply.body', language: 'xml', text: '<R>\n  <S/>\n</R>' },
      { title: 'stack', language: 'text', text: 'Error\n  at x' },
    ]);
  });

  it('describes any detail without failing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (detail) => {
        for (const { text } of describeDetail(detail)) expect(typeof text).toBe('string');
      }),
    );
    expect(describeDetail(undefined)).toEqual([]);
  });

  it('reads the app’s own log lines', () => {
    expect(describeTitle('{"event":"call-filed","callId":"CA1","issueKey":"SUP-1","ms":12}')).toBe(
      'call-filed · issueKey SUP-1 · 12 ms · CA1',
    );
    expect(describeTitle('{"no":"event"}')).toBe('{"no":"event"}');
    expect(describeTitle('POST /call → 200')).toBe('POST /call → 200');
  });
});

describe('formats', () => {
  it('show times, numbers, sizes and languages as people write them', () => {
    expect([0, 75.9, 3723].map(formatSeconds)).toEqual(['0:00', '1:15', '1:02:03']);
    expect([formatNumber('+14155550100'), formatNumber('anonymous')]).toEqual([
      '+1 415 555 0100',
      'anonymous',
    ]);
    expect([0, 1023, 20_480, 5_242_880].map(formatBytes)).toEqual(['0 B', '1023 B', '20 KB', '5 MB']);
    expect([nameLanguage('de-DE'), nameLanguage('?')]).toEqual(['German (Germany)', '?']);
  });

  it('dial a number without a country code in the country of the caller', () => {
    expect(toDialled('(415) 555-0100', '+14155550123')).toBe('+14155550100');
    expect(toDialled('030 55500100', '+493023125123')).toBe('+493055500100');
    expect(toDialled('0049 30 55500100', '+14155550123')).toBe('+493055500100');
    expect(toDialled('', '+14155550123')).toBeUndefined();
  });

  it('clip what is too loud for 16 bits', () => {
    expect([...toPcm16(Float32Array.of(0, 1, -1, 2, -7, 0.5))]).toEqual([
      0, 32767, -32767, 32767, -32767, 16384,
    ]);
  });
});

describe('the stylesheets', () => {
  it('use only design tokens that exist', () => {
    const folder = join(import.meta.dirname, '..', 'sandbox', 'page');
    const known = new Set<string>(Object.values(tokenNames));
    const used = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.css'))
      .flatMap((path) => [...readFileSync(join(folder, path), 'utf8').matchAll(/var\((--ds-[\w-]+)/g)])
      .map(([, name = '']) => name);
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });
});
