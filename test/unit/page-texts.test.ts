import { describe, expect, it } from 'vitest';
import { initialState, type PageAction, type PageState, reduce } from '../sandbox/page/state';
import { describeLength, splitText } from '../sandbox/page/text-parts';
import {
  countUnreadTexts,
  findAnnounced,
  listOwnTexts,
  listPartners,
  listShownTexts,
  pickPartner,
  type Text,
} from '../sandbox/page/texts-state';

const play = (...actions: PageAction[]): PageState => actions.reduce(reduce, initialState);
const own = initialState.phone.from;
const text = (id: string, from: string, to: string, at: number, status = 'delivered'): Text => ({
  id,
  from,
  to,
  at,
  body: id,
  status,
});
const US = '+14155550100';
const GERMANY = '+493055500100';
const first = text('first', US, own, 1);
const reply = text('reply', own, US, 2);
const second = text('second', GERMANY, own, 3);
const foreign = text('foreign', US, '+12125550187', 4);
const load = (...texts: Text[]): PageAction => ({ type: 'texts-loaded', texts });
const LOOK: PageAction = { type: 'view-chosen', view: 'texts' };
const LEAVE: PageAction = { type: 'view-chosen', view: 'call' };

describe('the texts of the phone', () => {
  it('are those of the own number, oldest first', () => {
    const { phone } = play(load(foreign, second, reply, first));
    expect(listOwnTexts(phone).map(({ id }) => id)).toEqual(['first', 'reply', 'second']);
    expect(pickPartner(phone)).toBe(GERMANY);
  });

  it('show with one number at a time: who wrote last, or who was chosen', () => {
    const { phone } = play(load(second, reply, first));
    expect(listPartners(phone)).toEqual([GERMANY, US]);
    expect(listShownTexts(phone).map(({ id }) => id)).toEqual(['second']);
    const chosen = reduce(play(load(second, reply, first)), { type: 'text-partner-chosen', partner: US });
    expect(listShownTexts(chosen.phone).map(({ id }) => id)).toEqual(['first', 'reply']);
  });

  it('do not change under the eyes of somebody who reads, but start with the newest again', () => {
    const looking = play(load(first), LOOK, load(second, first));
    expect(pickPartner(looking.phone)).toBe(US);
    expect(countUnreadTexts(looking.phone, GERMANY)).toBe(1);
    const again = [LEAVE, LOOK].reduce(reduce, looking);
    expect(pickPartner(again.phone)).toBe(GERMANY);
    expect(countUnreadTexts(again.phone)).toBe(0);
  });

  it('go to the chosen line when nobody has written yet', () => {
    expect(pickPartner(play({ type: 'number-dialled', to: '(415) 555-0100' }).phone)).toBe(US);
    expect(pickPartner(play().phone)).toBeUndefined();
  });

  it('are unread when they came since the texts were looked at', () => {
    expect(countUnreadTexts(play(load(first)).phone)).toBe(0);
    const more = play(load(first), load(second, reply, first));
    expect(countUnreadTexts(more.phone)).toBe(1);
    expect(countUnreadTexts(reduce(more, LOOK).phone)).toBe(0);
    const looking = play(load(first), LOOK, load({ ...second, from: US }, first));
    expect(countUnreadTexts(reduce(looking, LEAVE).phone)).toBe(0);
  });

  it('are announced when they have arrived, until they are looked at or closed', () => {
    const underway = play(load(first), load({ ...second, status: 'sent' }, first));
    expect(countUnreadTexts(underway.phone)).toBe(0);
    expect(findAnnounced(underway.phone)).toBeUndefined();
    const arrived = reduce(underway, load(second, first));
    expect(findAnnounced(arrived.phone)?.id).toBe('second');
    expect(findAnnounced(reduce(arrived, load(second, first)).phone)?.id).toBe('second');
    expect(findAnnounced(reduce(arrived, LOOK).phone)).toBeUndefined();
    const closed = reduce(arrived, { type: 'text-announcement-closed' });
    expect(findAnnounced(closed.phone)).toBeUndefined();
    expect(countUnreadTexts(closed.phone)).toBe(1);
    expect(findAnnounced(reduce(closed, load(second, first)).phone)).toBeUndefined();
  });

  it('are not announced to another number, nor when they never came', () => {
    const state = play(load(first), load(foreign, { ...second, status: 'undelivered' }, first));
    expect(findAnnounced(state.phone)).toBeUndefined();
    const other = reduce(play(load(first), load(second, first)), {
      type: 'own-number-chosen',
      from: '+12125550187',
    });
    expect(findAnnounced(other.phone)).toBeUndefined();
  });
});

describe('the words of a text', () => {
  const marked = (body: string) =>
    splitText(body).flatMap(({ text: part, look }) => (look ? [`${look} ${part}`] : []));

  it('show codes and names of requests, and nothing else', () => {
    expect(marked('Acme Support: your code is 482913. Never tell it.')).toEqual(['code 482913']);
    expect(marked('Acme: your request is SUP-142. Reference B5G8-HNWQ.')).toEqual([
      'name SUP-142',
      'name B5G8-HNWQ',
    ]);
    expect(marked('HELP-DESK-7 or 9Q4X-1234?')).toEqual(['name 9Q4X-1234']);
    expect(marked('Call +1 415 555 0100 or 030 5550 1234, room 12')).toEqual([]);
    const body = 'Code 4821: use 4821 now';
    expect(
      splitText(body)
        .map(({ text: part }) => part)
        .join(''),
    ).toBe(body);
  });

  it('have a length in texts', () => {
    expect(describeLength('a')).toBe('1 character · 1 text');
    expect(describeLength('a'.repeat(161))).toBe('161 characters · 2 texts');
    expect(describeLength('ж'.repeat(71))).toBe('71 characters · 2 texts');
  });
});
