import { wordsOf } from '../call/languages';
import type { Audit } from '../contract/audit';
import type { Call } from '../contract/call';
import { isTransient, type Result } from '../contract/failure';
import { matchLanguage } from '../contract/language';
import { findLine, type Line, type Settings } from '../contract/settings';
import { fillTemplate } from '../contract/template';
import type { Texts } from './ports';

/** A request that has a new status; a type, since the body of an event needs an index signature. */
export type StatusChange = {
  issueKey: string;
  /** Jira's id of the change: the same change is told of once. */
  changeId: string;
  /** As the desk calls it. */
  status: string;
};

export interface StatusWorld {
  /** The call that a request was made of, as far as it is remembered. */
  findCall(issueKey: string): Promise<Result<Call | undefined>>;
  mayText(call: Call): Promise<Result<boolean>>;
  texts: Pick<Texts, 'sendText'>;
  /** Takes a change for this text alone; false when it was told of before. */
  claim(changeId: string): Promise<Result<boolean>>;
  release(changeId: string): Promise<Result<void>>;
  settings: Settings;
  audit: Audit;
}

/** Done for good, or worth another try. */
export type StatusOutcome = 'done' | 'again';

/**
 * Tells a caller by text that their request has a new status, where the line is to. A text is sent at most once: where
 * nobody knows whether it was, it counts as sent.
 */
export async function tellStatus(change: StatusChange, world: StatusWorld): Promise<StatusOutcome> {
  const found = await world.findCall(change.issueKey);
  if (!found.ok) return again(found);
  const call = found.value;
  const line = call && findLine(world.settings, call.lineNumber);
  if (call === undefined || line?.statusText.enabled !== true || !wantsTexts(call)) return 'done';
  const may = await world.mayText(call);
  const claimed = may.ok && may.value ? await world.claim(change.changeId) : may;
  if (!claimed.ok) return again(claimed);
  return claimed.value ? send(change, call, line, world) : 'done';
}

const wantsTexts = ({ from, textsOff, understanding }: Call): boolean =>
  from !== null && textsOff !== true && understanding?.smsOptOut !== true;

async function send(
  change: StatusChange,
  call: Call,
  line: Line,
  world: StatusWorld,
): Promise<StatusOutcome> {
  const language = matchLanguage(call.transcript?.language ?? '') ?? call.language;
  const body = fillTemplate(line.statusText.template ?? wordsOf(language).texts.status, {
    request: change.issueKey,
    line: line.name,
    summary: call.understanding?.summary ?? '',
    status: change.status,
  });
  const sent = await world.texts.sendText({ from: call.lineNumber, to: call.from ?? '', body });
  await world.audit({
    action: 'text-status',
    callId: call.id,
    issueKey: change.issueKey,
    ...(sent.ok
      ? { outcome: 'done' }
      : { outcome: 'failed', service: sent.failure.service, failure: sent.failure.kind }),
  });
  // Only what for certain was not taken is sent again.
  if (sent.ok || sent.failure.kind !== 'rate-limited') return 'done';
  const released = await world.release(change.changeId);
  return released.ok ? 'again' : 'done';
}

const again = (result: Extract<Result<unknown>, { ok: false }>): StatusOutcome =>
  isTransient(result.failure) ? 'again' : 'done';
