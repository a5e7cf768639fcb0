import { wordsOf } from '../../src/call/languages';
import type { Language } from '../../src/contract/language';
import type { PhoneEvent } from '../sandbox/twilio';
import type { Event } from './conversation-ear';
import type { LineItem } from './conversation-file';
import { fits, readPrompt, type Spoken } from './conversation-words';

/** What was said, read as the item that was expected; undefined where it is another. */
export function readSound(
  event: Event<'saying' | 'whispering'>,
  item: LineItem,
  stepLanguage: Language,
): Spoken | undefined {
  if (item.kind !== 'prompt' && item.kind !== 'words') return undefined;
  const language = item.in ?? stepLanguage;
  const isWhispered = item.kind === 'prompt' && item.key.startsWith('whisper');
  if (event.language !== wordsOf(language).tag || isWhispered !== (event.kind === 'whispering'))
    return undefined;
  if (item.kind === 'prompt') return readPrompt(event.text, item, language);
  return fits(event.text, item.says) ? { text: event.text, language, values: {} } : undefined;
}

/** Whether this is what the line was to do. */
export function isSign(event: PhoneEvent, item: LineItem): boolean {
  if (item.kind === 'dials') return event.kind === 'dialling' && event.to === item.number;
  if (item.kind !== 'sign') return false;
  switch (item.sign) {
    case 'music':
      return event.kind === 'playing';
    case 'beep':
      return event.kind === 'beep';
    case 'hangs up':
      return event.kind === 'hung-up' && event.by === 'line';
    case 'rejects':
      return event.kind === 'rejected';
    case 'talks':
      return event.kind === 'dial-ended' && event.bridged;
    case 'does not talk':
      return event.kind === 'dial-ended' && !event.bridged;
    case '…':
      return false;
  }
}

export function describeItem(item: LineItem): string {
  switch (item.kind) {
    case 'prompt':
      return `say ${item.key} ${JSON.stringify(item.values)}`;
    case 'words':
      return `say ${JSON.stringify(item.says)}`;
    case 'sign':
      return `do this: ${item.sign}`;
    case 'dials':
      return `dial ${item.number}`;
  }
}
