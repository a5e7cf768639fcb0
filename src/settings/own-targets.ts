import { fallbackUrl } from '../call/fallback';
import type { Targets } from '../contract/admin-accounts';
import type { Line } from '../contract/settings';
import { type NumberTargets, type OwnNumber, TARGET_NAMES, type TargetName } from './wiring';

/* What of a number's targets is this app's, what was there before, and what is there when it goes. */

const NOWHERE = { url: '', method: 'POST' } as const;

/** @param phoneUrl the web trigger's URL, without a slash at its end */
export const ownTargets = (line: Line, phoneUrl: string): NumberTargets => ({
  voice: { url: `${phoneUrl}/call`, method: 'POST' },
  fallback: { url: fallbackUrl(line, phoneUrl), method: 'GET' },
  status: { url: `${phoneUrl}/status`, method: 'POST' },
  text: { url: `${phoneUrl}/text`, method: 'POST' },
  // Somebody else would get what callers write whenever the app is slow to answer.
  textFallback: NOWHERE,
});

/** Ours, whichever line it was made for. The fallback's page is Twilio's, but what it is told to say comes back to us. */
const isOwn = (name: TargetName, url: string, phoneUrl: string): boolean =>
  name === 'fallback' ? url.includes(`${phoneUrl}/recording`) : url.startsWith(`${phoneUrl}/`);

const each = (make: (name: TargetName) => NumberTargets[TargetName]): NumberTargets => ({
  voice: make('voice'),
  fallback: make('fallback'),
  status: make('status'),
  text: make('text'),
  textFallback: make('textFallback'),
});

/** What to keep when a number is connected: what is there, but never our own; where that is there, what was kept before. */
export const keptTargets = (
  current: NumberTargets,
  kept: NumberTargets | undefined,
  phoneUrl: string,
): NumberTargets => {
  const isText = isOwn('text', current.text.url, phoneUrl);
  return each((name) => {
    // Connecting clears this one, so that nothing there may mean us.
    const isCleared = name === 'textFallback' && isText && current.textFallback.url === '';
    return isCleared || isOwn(name, current[name].url, phoneUrl) ? (kept?.[name] ?? NOWHERE) : current[name];
  });
};

/** What a number goes back to; what somebody has pointed elsewhere since stays there. */
export function restoredTargets(
  current: NumberTargets,
  kept: NumberTargets | undefined,
  phoneUrl: string,
): Partial<NumberTargets> {
  const restored: Partial<NumberTargets> = {};
  for (const name of TARGET_NAMES)
    if (isOwn(name, current[name].url, phoneUrl)) restored[name] = kept?.[name] ?? NOWHERE;
  const fallback = kept?.textFallback;
  if (restored.text !== undefined && current.textFallback.url === '' && fallback !== undefined)
    restored.textFallback = fallback;
  return restored;
}

export const isConnected = ({ targets }: OwnNumber, phoneUrl: string): boolean =>
  TARGET_NAMES.some((name) => isOwn(name, targets[name].url, phoneUrl));

const ANSWERING = ['voice', 'fallback', 'status', 'text'] as const;

export function stateOf(
  { overruledBy, targets }: OwnNumber,
  phoneUrl: string,
): 'connected' | 'partly' | 'elsewhere' | 'free' | 'overruled' {
  if (overruledBy !== undefined) return 'overruled';
  const own = ANSWERING.filter((name) => isOwn(name, targets[name].url, phoneUrl));
  if (own.length === ANSWERING.length && targets.textFallback.url === '') return 'connected';
  if (own.length > 0) return 'partly';
  return targets.voice.url === '' && targets.text.url === '' ? 'free' : 'elsewhere';
}

/** For the page: what stands behind a question mark, or before an @, may be a secret of somebody's. */
export function shownTargets(targets: NumberTargets): Targets {
  const shown: Targets = {};
  for (const name of TARGET_NAMES) {
    const url = URL.parse(targets[name].url);
    if (url !== null) shown[name] = `${url.origin}${url.pathname}`;
  }
  return shown;
}
