import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import type { Line } from '../../src/contract/settings';
import { createConversation } from './fake-conversation';
import { understands } from './fake-line';
import { sayingsIn, sentence } from './sentences';

const LINE = 'Example Support';
const OPENING = [sentence('greeting', { line: LINE }), sentence('notice'), sentence('prompt')];
const GERMAN = '+4930901820';
const open = async (line: Partial<Line>, more: Parameters<typeof createConversation>[0] = {}) => {
  const talk = createConversation({ ...more, line });
  const heard = await talk.ring();
  return { ...talk, first: heard };
};

describe('the language', () => {
  const languages: Line['languages'] = ['en', 'de', 'ja'];
  const spoken = async (line: Partial<Line>, from: string | null) => {
    const { documents, stored } = await open({ languages, ...line }, { from });
    return [...new Set([stored().language, ...sayingsIn(documents[0]?.speech ?? []).map((s) => s.language)])];
  };

  it.each([
    ['fixed', GERMAN, 'en'],
    ['country', GERMAN, 'de'],
    ['country', '+33123456789', 'en'],
    ['country', null, 'en'],
    ['speech', GERMAN, 'de'],
    ['speech', '+81312345678', 'ja'],
    ['speech', null, 'en'],
  ] as const)('of a line with the policy %s, for %s, is %s', async (languagePolicy, from, language) => {
    expect(await spoken({ languagePolicy }, from)).toEqual([language]);
  });

  it('that is heard is gone on with, where the line has it and is to follow it', async () => {
    const heardIn = async (languagePolicy: Line['languagePolicy'], language: string) => {
      const talk = createConversation({
        line: { languages, languagePolicy },
        work: understands({ language }),
      });
      await talk.ring();
      return talk.record();
    };
    const german = sentence('recapChoices', {}, 'de');
    expect(await heardIn('speech', 'de-AT')).toContain(german);
    expect(await heardIn('country', 'de')).not.toContain(german);
    expect(await heardIn('speech', 'fr')).toContain(sentence('recapChoices'));
  });

  describe('chosen by the caller', () => {
    const policy = { languages, languagePolicy: 'key' as const };

    it('is asked for in each language by itself, after the greeting', async () => {
      const { first, documents, turn } = await open(policy);
      expect(turn()).toEqual({ place: 'language', attempt: 1 });
      expect(first).toEqual([
        OPENING[0],
        ...languages.map((language, index) =>
          sentence('languageOption', { key: String(index + 1) }, language),
        ),
      ]);
      expect(
        sayingsIn(documents[0]?.speech ?? [])
          .slice(1)
          .map(({ language }) => language),
      ).toEqual(languages);
    });

    it.each([
      ['2', 'de'],
      ['3', 'ja'],
      ['1', 'en'],
    ] as const)('by key %s', async (key, language) => {
      const { press, stored, turn } = await open(policy);
      expect(await press(key)).toEqual([sentence('notice', {}, language), sentence('prompt', {}, language)]);
      expect([stored().language, stored().notice?.language, turn()?.place]).toEqual([
        language,
        language,
        'listening',
      ]);
    });

    it('by its name, as its speakers say it', async () => {
      for (const language of languages) {
        const { speak, stored } = await open(policy);
        await speak(wordsOf(language).ownNames[0] ?? '');
        expect(stored().language).toBe(language);
      }
    });

    it('is asked for twice, by silence as by what is no answer, and then it is the greeting’s', async () => {
      for (const act of ['silence', 'wrong key', 'wrong word'] as const) {
        const talk = await open(policy, { from: GERMAN });
        const answer = () =>
          act === 'silence' ? talk.silence() : act === 'wrong key' ? talk.press('7') : talk.speak('klingon');
        expect(await answer()).toEqual(
          languages.map((language, index) =>
            sentence('languageOption', { key: String(index + 1) }, language),
          ),
        );
        expect(talk.turn()).toEqual({ place: 'language', attempt: 2 });
        expect(await answer()).toEqual([sentence('notice', {}, 'de'), sentence('prompt', {}, 'de')]);
      }
    });

    it('is said once more by *', async () => {
      const { press, turn } = await open(policy);
      expect(await press('*')).toHaveLength(3);
      expect(turn()?.place).toBe('language');
    });

    it('is not asked for on a line with one', async () => {
      expect((await open({ ...policy, languages: ['en'] })).first).toEqual(OPENING);
    });

    it('keeps no notice of somebody who hangs up before it', async () => {
      const { hangUp, stored, tell } = await open(policy);
      await tell('/language/1', { CallStatus: 'completed', Digits: '' });
      await hangUp();
      expect(stored()).toMatchObject({ state: 'abandoned' });
      expect(stored().notice).toBeUndefined();
    });
  });
});

describe('what a call is about, chosen by the caller', () => {
  const requestTypes = [
    { id: '10', name: 'Broken hardware' },
    { id: '11', name: 'Access' },
  ];
  const policy = { typePolicy: 'key' as const, requestTypes };
  const OPTIONS = [
    sentence('typeIntro'),
    sentence('option', { name: 'Broken hardware', key: '1' }),
    sentence('option', { name: 'Access', key: '2' }),
  ];

  it('is asked for before the notice', async () => {
    expect((await open(policy)).first).toEqual([OPENING[0], ...OPTIONS]);
  });

  it.each([
    ['key', '2'],
    ['word', 'access please'],
  ])('by %s', async (how, what) => {
    const { press, speak, stored, turn } = await open(policy);
    expect(await (how === 'key' ? press(what) : speak(what))).toEqual(OPENING.slice(1));
    expect(stored().requestType).toEqual({ id: '11', by: 'caller' });
    expect(turn()?.place).toBe('listening');
  });

  it('is said once more by * and by its word, and kindly so when it was not understood', async () => {
    const { press, speak } = await open(policy);
    expect(await press('*')).toEqual(OPTIONS);
    expect(await speak('bananas')).toEqual([sentence('notUnderstood'), ...OPTIONS]);
  });

  it('is asked for twice of somebody who says nothing, three times of somebody who is misheard', async () => {
    const silent = await open(policy);
    expect(await silent.silence()).toEqual(OPTIONS);
    expect(await silent.silence()).toEqual(OPENING.slice(1));
    const misheard = await open(policy);
    await misheard.press('9');
    await misheard.press('9');
    expect(await misheard.press('9')).toEqual(OPENING.slice(1));
    expect(misheard.stored().requestType).toBeUndefined();
  });

  it('keeps no notice of somebody who hangs up before it', async () => {
    const { hangUp, stored, tell } = await open(policy);
    await tell('/type/1', { CallStatus: 'completed', Digits: '2' });
    await hangUp();
    expect(stored().notice).toBeUndefined();
  });

  it('is not asked for where there is one only, or none', async () => {
    for (const types of [[], requestTypes.slice(0, 1)])
      expect((await open({ ...policy, requestTypes: types })).first).toEqual(OPENING);
  });

  it('comes after the language, and in it', async () => {
    const { press, first } = await open({
      ...policy,
      languages: ['en', 'de'],
      languagePolicy: 'key',
    });
    expect(first).toHaveLength(3);
    expect(await press('2')).toEqual([
      sentence('typeIntro', {}, 'de'),
      sentence('option', { name: 'Broken hardware', key: '1' }, 'de'),
      sentence('option', { name: 'Access', key: '2' }, 'de'),
    ]);
  });
});
