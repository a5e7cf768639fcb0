import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** 75 -> `1:15`. Whole seconds; an hour and more reads `1:02:03`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const pad = (part: number): string => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** `+14155550100` -> `+1 415 555 0100`; what is no number stays as it is. */
export const formatNumber = (number: string): string =>
  parsePhoneNumberFromString(number)?.formatInternational() ?? number;

/** What was typed as E.164: a number without a country code is one of the caller's own country. */
export function toDialled(typed: string, own: string): string | undefined {
  const country = parsePhoneNumberFromString(own)?.country;
  const digits = typed.replace(/^\s*00/, '+').replace(/[^\d+]/g, '');
  return parsePhoneNumberFromString(digits, country === undefined ? {} : { defaultCountry: country })?.number;
}

const TIME = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const HOUR = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** The time of day, to the second. `at`: milliseconds since the epoch. */
export const formatTime = (at: number): string => TIME.format(at);

/** The time of day, to the minute. */
export const formatHour = (at: number): string => HOUR.format(at);

const DATE = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });

/** The day, short. */
export const formatDate = (at: number): string => DATE.format(at);

/** Day and time, short. */
export const formatDay = (at: number): string => DAY.format(at);

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language' });

/** `de-DE` -> `German (Germany)`; a tag that isn't one stays as it is. */
export function nameLanguage(tag: string): string {
  try {
    return LANGUAGES.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const UNITS = ['B', 'KB', 'MB'];

/** 20480 -> `20 KB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Math.round((bytes / 1024 ** step) * 10) / 10} ${UNITS[step]}`;
}
