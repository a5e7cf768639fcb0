import { z } from 'zod';
import { Line, Settings } from './settings';

/** In the store lines that can be read and lines that can't are one list. */
const Stored = Settings.omit({ unread: true }).extend({ lines: z.array(z.unknown()).default([]) });

/**
 * Settings as they were stored, maybe by a later version, read by this one: what it does not know is dropped, and a line
 * that it can't read is put aside, so that the others go on being answered.
 *
 * A line put aside is stored again as it was. A key that was dropped is lost once this version saves the settings: it could
 * not tell a later version's choice from one that an admin has just taken back.
 *
 * @returns `problem`: where it does not fit, so that nothing of it can be used; `understood`: whether nothing was dropped
 * or put aside
 */
export function readStoredSettings(
  stored: unknown,
): { settings: Settings; understood: boolean } | { problem: string } {
  const current = migrate(stored);
  const whole = Stored.safeParse(current);
  if (!whole.success) return { problem: whole.error.issues[0]?.path.join('.') ?? '' };
  const lines: Line[] = [];
  const unread: unknown[] = [];
  for (const one of whole.data.lines) {
    const line = Line.safeParse(one);
    if (line.success) lines.push(line.data);
    else unread.push(one);
  }
  const settings = { ...whole.data, lines, ...(unread.length > 0 && { unread }) };
  return { settings, understood: unread.length === 0 && !isMore(current, settings) };
}

const OldLine = z.looseObject({ detectLanguage: z.boolean() });

/** Until version 0.1 a line said with `detectLanguage` what `languagePolicy` says now. */
function migrate(stored: unknown): unknown {
  const { data } = z.looseObject({ lines: z.array(z.unknown()) }).safeParse(stored);
  if (data === undefined) return stored;
  const lines = data.lines.map((line) => {
    const old = OldLine.safeParse(line);
    if (!old.success) return line;
    const { detectLanguage, ...rest } = old.data;
    return { languagePolicy: detectLanguage ? 'speech' : 'fixed', ...rest };
  });
  return { ...data, lines };
}

/** The reverse: what {@link readStoredSettings} reads. */
export const toStoredSettings = ({ unread = [], ...settings }: Settings): unknown => ({
  ...settings,
  lines: [...settings.lines, ...unread],
});

/** Whether something has a key, at whatever depth, that is not in what was read of it. */
function isMore(stored: unknown, read: unknown): boolean {
  if (typeof stored !== 'object' || stored === null) return false;
  if (typeof read !== 'object' || read === null) return true;
  const known = new Map<string, unknown>(Object.entries(read));
  return Object.entries(stored).some(([key, value]) => !known.has(key) || isMore(value, known.get(key)));
}
