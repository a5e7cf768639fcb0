import type { Failure } from '../contract/failure';

/**
 * Why a text does not arrive, as far as something follows from it: https://www.twilio.com/docs/api/errors
 *
 * - `opted-out`: the person wants none from us.
 * - `unreachable`: no text reaches that number.
 * - `line`: texts from our number don't get through, and an admin has to act.
 */
export interface TextRefusal {
  kind: 'opted-out' | 'unreachable' | 'line';
  code: number;
}

const KINDS: Record<number, TextRefusal['kind']> = {
  21610: 'opted-out',
  /** Not a phone number; not a mobile; a landline. */
  21211: 'unreachable',
  21614: 'unreachable',
  21635: 'unreachable',
  /** No such phone, or no more; a landline, or a carrier that can't be reached. */
  30005: 'unreachable',
  30006: 'unreachable',
  /** Filtered by a carrier; a toll-free number that isn't verified; a number that isn't registered for the US. */
  30007: 'line',
  30032: 'line',
  30034: 'line',
};

export function refusalOfCode(code: number): TextRefusal | undefined {
  const kind = KINDS[code];
  return kind === undefined ? undefined : { kind, code };
}

/** Why Twilio did not take a text; undefined where nothing follows from it. Its code begins the failure's detail. */
export function textRefusal({ service, detail }: Failure): TextRefusal | undefined {
  const code = service === 'twilio' ? /^(\d{5}):/.exec(detail)?.[1] : undefined;
  return code === undefined ? undefined : refusalOfCode(Number(code));
}

export const isOptedOut = (failure: Failure): boolean => textRefusal(failure)?.kind === 'opted-out';
