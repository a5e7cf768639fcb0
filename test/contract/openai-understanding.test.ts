import fc from 'fast-check';
import { zodTextFormat } from 'openai/helpers/zod';
import { beforeAll, describe, expect, it } from 'vitest';
import { Understanding } from '../../src/contract/understanding';
import { readSampleCalls, writeCaption } from '../fixtures/make-calls';
import { readMessage } from '../sandbox/openai/understanding/read-message';
import { createOpenAiBench } from './openai-bench';

const { client } = createOpenAiBench();

async function understand(transcript: string): Promise<Understanding> {
  const { output_parsed: parsed } = await client.responses.parse({
    model: 'gpt-6.1-terra',
    input: JSON.stringify({ transcript }),
    text: { format: zodTextFormat(Understanding, 'understanding') },
    store: false,
  });
  if (parsed === null) throw new Error('No understanding');
  return parsed;
}

const values = ({ entities }: Understanding, kind: string): string[] =>
  entities.filter((entity) => entity.kind === kind).map(({ value }) => value);

describe('understanding the sample calls', () => {
  const understood = new Map<string, Understanding>();
  beforeAll(async () => {
    for (const call of readSampleCalls()) understood.set(call.name, await understand(writeCaption(call)));
  });
  const of = (name: string): Understanding => {
    const understanding = understood.get(name);
    if (!understanding) throw new Error(`No call ${name}`);
    return understanding;
  };

  it.each([
    [
      'outage-vpn',
      {
        language: 'en',
        urgency: 'critical',
        intent: 'incident',
        smsOptOut: false,
        callback: { wanted: true, when: null, number: '5125550143' },
      },
    ],
    ['password-reset', { language: 'en', urgency: 'low', intent: 'incident' }],
    ['hardware-laptop', { language: 'en', urgency: 'low', intent: 'request' }],
    ['order-question', { language: 'en', urgency: 'normal', intent: 'question' }],
    ['angry-caller', { language: 'en', urgency: 'high', intent: 'complaint', smsOptOut: true }],
    [
      'german-login',
      {
        language: 'de',
        urgency: 'high',
        intent: 'incident',
        smsOptOut: false,
        callback: { wanted: true, when: null, number: '0405550177' },
      },
    ],
    [
      'spanish-email',
      { language: 'es', intent: 'incident', callback: { wanted: true, when: null, number: '954555012' } },
    ],
    [
      'french-badge',
      {
        language: 'fr',
        urgency: 'low',
        smsOptOut: true,
        callback: { wanted: true, when: 'demain matin', number: null },
      },
    ],
    ['japanese-printer', { language: 'ja', urgency: 'high', intent: 'incident' }],
    [
      'long-story',
      {
        language: 'en',
        callback: { wanted: true, when: 'after two in the afternoon', number: '9375550188' },
      },
    ],
    [
      'no-text-please',
      {
        urgency: 'low',
        smsOptOut: true,
        callback: { wanted: true, when: 'tomorrow after ten', number: '3035550199' },
      },
    ],
    ['nearly-silent', { summary: '', description: '', entities: [], smsOptOut: false }],
  ])('%s', (name, expected) => {
    expect(of(name)).toMatchObject(expected);
  });

  it.each([
    ['outage-vpn', 'error-code', ['E809']],
    ['outage-vpn', 'person', ['Dana Whitfield']],
    ['order-question', 'number', ['80944172']],
    ['order-question', 'phone', ['5550166']],
    ['hardware-laptop', 'email', ['oliver.grant@example.com']],
    ['german-login', 'error-code', ['4711']],
    ['french-badge', 'number', ['204571']],
    ['japanese-printer', 'person', ['田中']],
    ['background-noise', 'person', ['Marta Lindqvist']],
    ['long-story', 'number', ['773105']],
    ['long-story', 'phone', ['9375550188']],
    ['long-story', 'organisation', ['Brightwater']],
  ])('%s says the %s %j', (name, kind, expected) => {
    expect(values(of(name), kind)).toEqual(expected);
  });

  it.each(readSampleCalls().map((call) => [call.name, writeCaption(call)]))(
    '%s stays with what was said',
    (name, transcript) => {
      const { summary, description, entities } = of(name);
      for (const { quote } of entities) expect(transcript).toContain(quote);
      expect([...summary].length).toBeLessThanOrEqual(120);
      expect(summary).not.toMatch(/[.。]$|^(?:Hi|Hello|My name|Guten Tag|Bonjour|Buenos)/);
      const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
      expect(plain(transcript)).toContain(plain(summary));
      for (const sentence of description.split(/(?<=[.!?。])\s*/u))
        expect(plain(transcript)).toContain(plain(sentence));
    },
  );
});

describe('understanding other words', () => {
  it.each([
    [
      'en',
      'hi there my name is bob and my printer is broken',
      { summary: 'My printer is broken', intent: 'incident' },
    ],
    [
      'en',
      'Um, so, hello, this is Ann Lee from sales and I need access to the CRM. Whenever you have time.',
      { summary: 'I need access to the CRM', urgency: 'low', intent: 'request' },
    ],
    [
      'de',
      'Hallo, hier ist Petra Schmidt. Ich brauche einen neuen Monitor. Es eilt nicht. Bitte keine SMS.',
      { summary: 'Ich brauche einen neuen Monitor', urgency: 'low', intent: 'request', smsOptOut: true },
    ],
    [
      'it',
      'Buongiorno, mi chiamo Luca Bianchi. La stampante del secondo piano non funziona e ho bisogno di aiuto subito. Richiamatemi domani alle dieci.',
      {
        urgency: 'high',
        intent: 'incident',
        callback: { wanted: true, when: 'domani alle dieci', number: null },
      },
    ],
    [
      'pt',
      'Bom dia, meu nome é João Silva. Não consigo entrar no portal, a minha senha expirou. É urgente, por favor me ligue no 11 98765 4321.',
      { urgency: 'high', intent: 'incident', callback: { wanted: true, when: null, number: '11987654321' } },
    ],
    [
      'nl',
      'Goedemorgen, mijn naam is Sanne de Vries. De scanner in het magazijn doet het niet meer. Het is niet dringend. Geen sms graag.',
      { urgency: 'low', intent: 'incident', smsOptOut: true },
    ],
    [
      'ja',
      'お世話になっております。佐藤と申します。新しいノートパソコンを注文したいのですが。急ぎではありません。折り返しお電話ください。',
      { urgency: 'low', intent: 'request', callback: { wanted: true, when: null, number: null } },
    ],
    [
      'es',
      'Hola, soy Marta Ruiz. ¿Cuándo llega mi pedido? El número de pedido es cuatro cinco siete, nueve cero.',
      { intent: 'question' },
    ],
    [
      'fr',
      "Bonjour, c'est inadmissible, c'est la troisième fois que j'appelle et l'ascenseur est toujours en panne !",
      { intent: 'complaint' },
    ],
  ])('in %s: %s', async (language, transcript, expected) => {
    expect(await understand(transcript)).toMatchObject({ language, ...expected });
  });

  it.each([
    ['The order number is eight oh nine, double four, one.', 'number', '809441'],
    ['Die Bestellnummer ist acht null neun zwo vier.', 'number', '80924'],
    [
      'Le numéro de commande est le quatre-vingt-deux, zéro sept, quarante et un, merci beaucoup.',
      'number',
      '820741',
    ],
    ['El número de pedido es cuatro cinco siete, nueve cero.', 'number', '45790'],
    ['Il numero d’ordine è tre cinque sette zero, grazie mille a tutti.', 'number', '3570'],
    ['O número do pedido é quatro meia sete zero, muito obrigado.', 'number', '4670'],
    ['Mijn ordernummer is acht nul negen vier, dank u wel.', 'number', '8094'],
    ['注文番号は八〇九四です。よろしくお願いします。', 'number', '8094'],
    ['You can write to oliver dot grant at example dot com, please.', 'email', 'oliver.grant@example.com'],
    ['It says error code zero x, no wait, error five oh three, and then nothing.', 'error-code', '503'],
    ['My phone number is +49 30 5550 1234.', 'phone', '+493055501234'],
    ['Please call me back before three p.m. on oh one one three four nine six.', 'phone', '0113496'],
    ["My address is jane dot o'neill at example dot com, thanks.", 'email', "jane.o'neill@example.com"],
    ['The printer shows error five hundred three since the update.', 'error-code', '503'],
    ['Ich komme nicht mehr ins Programm, Fehler achthundertneun.', 'error-code', '809'],
    ['Bonjour, le logiciel ne marche plus, erreur huit cent neuf.', 'error-code', '809'],
    ['No puedo entrar en el portal, me sale el error ciento dos.', 'error-code', '102'],
    [
      'Buongiorno, il gestionale non funziona più da questa mattina, errore cinquecentotre.',
      'error-code',
      '503',
    ],
    ['O sistema está fora do ar, aparece o erro quinhentos e três.', 'error-code', '503'],
    ['Het programma doet het niet meer, fout achthonderdnegen.', 'error-code', '809'],
    ['We see 0x80070005 in the log.', 'error-code', '0x80070005'],
  ])('%s', async (transcript, kind, value) => {
    const understanding = await understand(transcript);
    expect(values(understanding, kind)).toContain(value);
    for (const { quote } of understanding.entities) expect(transcript).toContain(quote);
  });

  it('hears that no texts are wanted, and what is behind the anger', async () => {
    const understanding = await understand(
      'I never want text messages from you people! My order number 88213 has not arrived.',
    );
    expect(understanding.smsOptOut).toBe(true);
    expect(understanding.summary).toMatch(/^My order number 88213/);
  });

  it('takes a refusal of texts for neither trouble nor wish', async () => {
    const understanding = await understand(
      'I do not want any SMS. Can somebody explain how I export my timesheet? Thanks, bye.',
    );
    expect(understanding).toMatchObject({
      summary: 'Can somebody explain how I export my timesheet',
      intent: 'question',
      smsOptOut: true,
    });
  });

  it('does not take a greeting for the matter', async () => {
    const understanding = await understand(
      'Good morning! The coffee machine leaks. Nothing urgent, whenever you have time.',
    );
    expect(understanding).toMatchObject({ summary: 'The coffee machine leaks', urgency: 'low' });
  });

  it('takes small numbers for what they are', async () => {
    const understanding = await understand(
      'We need two chairs and one desk for three people, about eight weeks from now.',
    );
    expect(values(understanding, 'number')).toEqual([]);
    expect(values(understanding, 'phone')).toEqual([]);
  });

  it('survives any words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (transcript) => {
        const reading = readMessage(transcript);
        expect([...reading.summary].length).toBeLessThanOrEqual(120);
        for (const { quote } of reading.entities) expect(transcript).toContain(quote);
      }),
    );
  });
});
