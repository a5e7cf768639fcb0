import type { CallEvent, Line, Sample } from '../sandbox/page/api-schemas';
import { initialState, type PageAction, type PageState, reduce } from '../sandbox/page/state';

export const LINE: Line = { sid: 'PN1', phoneNumber: '+493055500100', friendlyName: 'Support (Deutsch)' };
export const OTHER: Line = { sid: 'PN2', phoneNumber: '+14155550100', friendlyName: 'Support (English)' };
export const SAMPLE: Sample = { name: 'outage-vpn', title: 'Outage', language: 'en-US', seconds: 24 };

export const play = (...actions: PageAction[]): PageState => actions.reduce(reduce, initialState);
export const happens = (event: CallEvent, at = 1000, sid = 'CA1'): PageAction => ({
  type: 'call-event',
  sid,
  event,
  at,
});
export const PLACED: PageAction[] = [
  { type: 'lines-loaded', lines: [LINE, OTHER] },
  { type: 'call-started', to: LINE.phoneNumber, at: 0 },
  { type: 'call-placed', sid: 'CA1' },
];
export const typed = (id: string, text = 'Hallo') =>
  ({ type: 'act-queued', id, act: { kind: 'typed', text } }) as const;
export const TYPED = typed('u1');
export const BOTH = happens({ kind: 'gather-started', input: 'dtmf speech', numDigits: 1, finishOnKey: '' });
export const KEYS = happens({ kind: 'gather-started', input: 'dtmf', numDigits: 6, finishOnKey: '#' });
export const ASKED = happens({ kind: 'saying', text: 'Is that right?', language: 'en-US' });
export const RECORDING = happens({ kind: 'recording-started', finishOnKey: '#', maxLength: 120 }, 5000);
export const callOf = ({ phone }: PageState) => {
  if (!phone.call) throw new Error('There is no call');
  return phone.call;
};
export const callAfter = (...actions: PageAction[]) => callOf(play(...PLACED, ...actions));
export const textsOf = (...actions: PageAction[]) => callAfter(...actions).bubbles.map(({ text }) => text);
