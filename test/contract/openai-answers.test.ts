import { describe, expect, it } from 'vitest';
import { ask, FIELDS } from './openai-reading';

/** Fields to their values; several of one field in one list. */
async function answersTo(transcript: string, fields: object[] = FIELDS): Promise<Record<string, string[]>> {
  const { answers } = await ask({ transcript, fields });
  const values: Record<string, string[]> = {};
  for (const { field, value, quote } of answers) {
    expect(transcript).toContain(quote);
    values[field] = [...(values[field] ?? []), value];
  }
  return values;
}

describe('answers to fields', () => {
  it('are found in one message', async () => {
    const transcript =
      'A new colleague starts on Monday the first of December at nine. Her work email is nora dot miller at example dot com. She sits in the north wing and needs a laptop and a second monitor. We need it by November 27th, 2026. Quantity one. My extension is four four one seven.';
    expect(await answersTo(transcript)).toEqual({
      needed: ['2026-11-27'],
      quantity: ['1'],
      mail: ['nora.miller@example.com'],
      extension: ['4417'],
      building: ['North wing'],
      starts: ['Monday the first of December at nine'],
      equipment: ['Laptop', 'Second monitor'],
    });
  });

  it.each([
    [
      'Ich brauche bis nächsten Freitag drei neue Monitore für Gebäude A. Meine Durchwahl ist vier vier eins sieben.',
      { needed: ['nächsten Freitag'], quantity: ['3'], extension: ['4417'], building: ['Building A'] },
    ],
    [
      'Bonjour, je voudrais deux écrans pour le 27 novembre 2026. Mon poste est le 4417.',
      { needed: ['2026-11-27'], quantity: ['2'], extension: ['4417'] },
    ],
    [
      'Hola, necesito cinco portátiles para el 1 de diciembre de 2026, en el edificio B.',
      { needed: ['2026-12-01'], quantity: ['5'], building: ['Building B'] },
    ],
    [
      'Buongiorno, mi servono due stampanti entro venerdì. Il mio interno è tre cinque sette.',
      { needed: ['venerdì'], quantity: ['2'], extension: ['357'] },
    ],
    [
      'Bom dia, preciso de três monitores até sexta-feira. Meu ramal é quatro meia sete.',
      { needed: ['sexta-feira'], quantity: ['3'], extension: ['467'] },
    ],
    [
      'Goedemorgen, ik heb uiterlijk vrijdag vier laptops nodig. Mijn toestel is 4417.',
      { needed: ['vrijdag'], quantity: ['4'], extension: ['4417'], equipment: ['Laptop'] },
    ],
    [
      'お世話になっております。佐藤と申します。新しいノートパソコンを3台、12月1日までに必要です。内線は4417です。',
      { needed: ['12月1日'], quantity: ['3'], extension: ['4417'] },
    ],
  ])('are found in: %s', async (transcript, expected) => {
    expect(await answersTo(transcript)).toEqual(expected);
  });

  it.each([
    'The VPN has been slow since Monday and yesterday it stopped. Call me back tomorrow before noon.',
    'Five thousand people can not log in. Two screens are dark, and after three tries my account is locked.',
    'The scanner is not in the warehouse. I have no headset.',
    'Bitte rufen Sie mich bis Freitag zurück, meine Nummer ist 040 555 01 77.',
    'Please send it by Friday. No wait, by Monday.',
    'I moved from building A to building B.',
    '',
  ])('are none in: %s', async (transcript) => {
    expect(await answersTo(transcript)).toEqual({});
  });

  it.each([
    ['01.12.2026', 'Ich brauche es bis zum 01.12.2026.', '2026-12-01'],
    ['both ways in English', 'I need it by 12/01/2026.', '12/01/2026'],
    ['one way in English', 'I need it by 12/24/2026.', '2026-12-24'],
    ['no such day', 'I need it by February 30, 2026.', 'February 30, 2026'],
    ['ISO', 'It is needed by 2026-11-27.', '2026-11-27'],
    ['without a year', 'I need it before the 3rd of March.', 'the 3rd of March'],
    ['a weekday', 'Can I have it until next Tuesday, I need it then.', 'next Tuesday'],
  ])('are days as they were said, or plain: %s', async (_what, transcript, day) => {
    expect(await answersTo(transcript, FIELDS.slice(0, 1))).toEqual({ needed: [day] });
  });

  it('are of the field whose name is nearer, and of none where either may be meant', async () => {
    const fields = [
      { id: 'work', name: 'Work e-mail', kind: 'email' },
      { id: 'private', name: 'Private e-mail', kind: 'email' },
      { id: 'from', name: 'Old office', kind: 'choice', choices: ['Berlin', 'Madrid'] },
      { id: 'to', name: 'New office', kind: 'choice', choices: ['Berlin', 'Madrid'] },
    ];
    expect(await answersTo('My private mail is bob@example.com.', fields)).toEqual({
      private: ['bob@example.com'],
    });
    expect(await answersTo('You can write to bob@example.com.', fields)).toEqual({});
    expect(await answersTo('I work in Berlin.', fields)).toEqual({});
  });

  it('are labels as given, without regard to case, accents and number', async () => {
    const fields = [
      {
        id: 'city',
        name: 'Office',
        kind: 'choice',
        choices: ['São Paulo', 'Zürich', 'San', 'San Francisco'],
      },
      { id: 'things', name: 'Things', kind: 'choices', choices: ['Keyboard', 'USB-stick'] },
      { id: 'vpn', name: 'VPN needed', kind: 'choice', choices: ['Yes', 'No'] },
      { id: 'floor', name: 'Floor', kind: 'choice', choices: ['1', '2'] },
    ];
    expect(await answersTo('I sit in SAN FRANCISCO on floor 2 and want two keyboards.', fields)).toEqual({
      city: ['San Francisco'],
      things: ['Keyboard'],
      floor: ['2'],
    });
    expect(await answersTo('He works in Zurich with an USB stick. VPN needed: yes.', fields)).toEqual({
      city: ['Zürich'],
      things: ['USB-stick'],
      vpn: ['Yes'],
    });
    expect(
      await answersTo('No problem, it is no hurry. The VPN is no good. I am in Sandwich.', fields),
    ).toEqual({});
  });

  it('are texts that are called by the field’s name', async () => {
    const fields = [
      { id: 'centre', name: 'Cost centre', kind: 'text' },
      { id: 'order', name: 'Order number', kind: 'text' },
      { id: 'page', name: 'Page', kind: 'url' },
      { id: 'phone', name: 'Phone', kind: 'phone' },
      { id: 'boss', name: 'Manager', kind: 'other' },
      { id: 'story', name: 'What happened', kind: 'paragraph' },
    ];
    const transcript =
      'The cost centre is north sales. My order number is eight oh nine four. I saw it on https://example.com/a. My phone number is 512 555 0143. My manager is Ann.';
    expect(await answersTo(transcript, fields)).toEqual({
      centre: ['north sales'],
      order: ['8094'],
      page: ['https://example.com/a'],
      phone: ['5125550143'],
    });
  });
});
