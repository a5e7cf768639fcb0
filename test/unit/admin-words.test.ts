import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AuditAction } from '../../src/contract/audit';
import { FailureKind, Service } from '../../src/contract/failure';
import german from '../../static/admin/locales/de-DE.json';
import english from '../../static/admin/locales/en-US.json';
import { createWords } from '../../static/admin/words';

type Tree = { [key: string]: string | Tree };

const flatten = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  );
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

const ENGLISH = new Map(flatten(english));
const GERMAN = new Map(flatten(german));
/** Words that are the same in both languages. */
const SAME = [
  ...[
    'services.twilio',
    'services.openai',
    'services.jira',
    'services.forge',
    'usage.twilio',
    'usage.openai',
  ],
  ...[
    'credentials.openAiTitle',
    'credentials.accountSid',
    'credentials.region',
    'credentials.regionOpenAi.global',
  ],
  ...[
    'credentials.regionOpenAi.jp',
    'lines.name',
    'line.sections.limits',
    'trial.seconds',
    'trial.milliseconds',
    'calls.details',
  ],
  'safety.pauseTitle',
];

const sources = (): string => {
  const folder = join(import.meta.dirname, '..', '..', 'static', 'admin');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
};

describe('the words of the admin page', () => {
  it('are there in German as in English, with the same things put in', () => {
    expect([...GERMAN.keys()].toSorted()).toEqual([...ENGLISH.keys()].toSorted());
    for (const [key, text] of GERMAN) {
      expect([key, placeholders(text)]).toEqual([key, placeholders(ENGLISH.get(key) ?? '')]);
      expect(text.trim()).not.toBe('');
      if (text === ENGLISH.get(key)) expect(SAME).toContain(key);
    }
  });

  it('are all said somewhere: what stands in the files is no longer than the page', () => {
    const code = sources();
    const unused = [...ENGLISH.keys()].filter((key) => {
      const parts = key.split('.');
      const counted = key.replace(/\.(?:one|other)$/, '');
      const isWhole = code.includes(`'${key}'`) || (counted !== key && code.includes(`'${counted}'`));
      // Built from a code: `calls.states.${state}`, `fields.${part}`.
      const isBuilt = parts.some((_, index) => code.includes(`\`${parts.slice(0, index + 1).join('.')}.\${`));
      return !isWhole && !isBuilt;
    });
    expect(unused).toEqual([]);
  });

  it('have a name for everything in the audit trail, and a sentence for every failure', () => {
    for (const action of AuditAction.options) expect(ENGLISH.has(`audit.${action}`), action).toBe(true);
    for (const kind of FailureKind.options)
      for (const service of Service.options)
        expect(createWords((_, otherwise) => otherwise, 'en-US').sayFailure(kind, service)).toMatch(
          /\. .*\.$/,
        );
  });
});

const speak = (tree: Map<string, string>, locale: string) =>
  createWords((key, otherwise) => tree.get(key) ?? otherwise, locale);

describe('what the page says', () => {
  it('is English where a translation is missing or can’t be loaded', () => {
    expect(speak(new Map(), 'de-DE').say('tabs.lines')).toBe('Lines');
  });

  it('counts in the plural of its language', () => {
    const { sayCounted } = speak(ENGLISH, 'en-US');
    expect(sayCounted('banners.parkedTitle', 1)).toBe('1 call waits for you');
    expect(sayCounted('banners.parkedTitle', 1200)).toBe('1,200 calls wait for you');
    expect(speak(GERMAN, 'de-DE').sayCounted('banners.parkedTitle', 1200)).toContain('1.200');
  });

  it('explains an error by its code, by its field, or in the app’s own words', () => {
    const { sayError } = speak(GERMAN, 'de-DE');
    expect(sayError({ message: 'English', code: 'invalid', field: 'transfer.number' })).toBe(
      GERMAN.get('fields.number'),
    );
    expect(sayError({ message: 'As the app says.', code: 'of-a-later-version' })).toBe('As the app says.');
    expect(sayError({ message: 'As the app says.' })).toBe('As the app says.');
  });

  it('writes small amounts of money to the hundredth of a cent', () => {
    const { usd, duration } = speak(ENGLISH, 'en-US');
    expect([usd(0.0123), usd(12.345), usd(0), duration(247)]).toEqual(['$0.0123', '$12.35', '$0.00', '4:07']);
  });
});
