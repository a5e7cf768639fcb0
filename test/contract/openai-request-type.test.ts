import { describe, expect, it } from 'vitest';
import { ask, TYPES } from './openai-reading';

describe('the request type', () => {
  it.each([
    ['1', 'The VPN is down since this morning and nobody can work. Please call me back.'],
    ['1', 'My laptop is broken, it does not start any more.'],
    ['1', "Bonjour, l'imprimante du deuxième étage ne marche plus."],
    ['1', 'Seit heute früh kann ich mich nicht mehr bei SAP anmelden.'],
    ['1', 'El correo no funciona desde ayer por la tarde.'],
    ['1', 'プリンターが動きません。至急お願いします。'],
    ['2', 'Hello, I need a new headset, there is no hurry.'],
    ['2', 'Ich brauche bis nächsten Freitag drei neue Monitore.'],
    ['2', 'Bonjour, je voudrais commander deux écrans.'],
    ['2', 'Hola, necesito cinco portátiles nuevos.'],
    ['2', 'Buongiorno, mi servono due stampanti entro venerdì.'],
    ['2', 'Bom dia, preciso de três monitores até sexta-feira.'],
    ['2', 'Goedemorgen, ik heb uiterlijk vrijdag vier laptops nodig.'],
    ['2', '新しいノートパソコンを3台注文したいのですが。'],
    ['3', 'When will my order 80944172 arrive?'],
    ['3', '¿Cuándo llega mi pedido? El número de pedido es cuatro cinco siete.'],
    ['4', 'A new colleague joins us on Monday, she needs a laptop and a badge.'],
    ['4', 'Am ersten Dezember fängt eine neue Kollegin an. Sie braucht einen Zugang und einen Ausweis.'],
  ])('%s is clear from: %s', async (id, transcript) => {
    const { requestType } = await ask({ transcript, requestTypes: TYPES });
    expect(requestType).toEqual({ id, confidence: expect.closeTo(0.9, 0) });
    expect(requestType.confidence).toBeGreaterThanOrEqual(0.8);
    expect(requestType.confidence).toBeLessThanOrEqual(1);
  });

  it.each([
    'Um yes hello, it is about the thing.',
    'My keyboard is broken and I also need a new one, I would like to order it.',
    'Bitte rufen Sie mich zurück.',
    'no',
  ])('is not clear from: %s', async (transcript) => {
    const { requestType } = await ask({ transcript, requestTypes: TYPES });
    expect(requestType.confidence).toBeLessThan(0.5);
  });

  it('may be named in another language than the caller’s', async () => {
    const requestTypes = [
      { id: 'a', name: 'Störung melden', description: 'Etwas funktioniert nicht.' },
      { id: 'b', name: 'Zugang beantragen', description: 'Neues Konto, Passwort oder Berechtigung.' },
      { id: 'c', name: 'Rechnungsfrage', description: null },
    ];
    const choose = async (transcript: string) => (await ask({ transcript, requestTypes })).requestType;
    expect(await choose('The printer on floor two is jammed.')).toMatchObject({ id: 'a' });
    expect(await choose('I would like to request access to the CRM.')).toMatchObject({ id: 'b' });
    expect(await choose('I have a question about my invoice from last month.')).toMatchObject({ id: 'c' });
  });

  it.each([
    ['none are given', 'The VPN is down.', undefined],
    ['there are none', 'The VPN is down.', []],
    ['nothing was said', '', TYPES],
    ['none fits', 'The VPN is down.', TYPES.slice(1, 2)],
  ])('is none where %s', async (_why, transcript, requestTypes) => {
    const { requestType } = await ask({ transcript, requestTypes });
    expect(requestType).toEqual({ id: null, confidence: 0 });
  });
});
