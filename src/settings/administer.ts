import type { Answer, RemoveLine, SaveBlocked, SaveLine, Setup } from '../contract/admin';
import { Line, nameUnread, Settings } from '../contract/settings';
import type { Administration } from './administration';
import { explain } from './explain';
import { readSetup } from './read-setup';

/** Adds a line, or replaces the one with the same id or number. */
export const saveLine = (payload: SaveLine, admin: Administration): Promise<Answer<Setup>> => {
  const line = Line.parse({ id: payload.number.replace(/\D/g, ''), ...payload });
  return changeSettings(admin, (settings) => {
    const others = settings.lines.filter(({ id, number }) => id !== line.id && number !== line.number);
    const unread = settings.unread?.filter((other) => {
      const { id, number } = nameUnread(other);
      return id !== line.id && number !== line.number;
    });
    return { ...settings, lines: [...others, line], ...(unread && { unread }) };
  });
};

export const removeLine = ({ id }: RemoveLine, admin: Administration): Promise<Answer<Setup>> =>
  changeSettings(admin, (settings) => ({
    ...settings,
    lines: settings.lines.filter((line) => line.id !== id),
  }));

export const saveBlocked = ({ blocked }: SaveBlocked, admin: Administration): Promise<Answer<Setup>> =>
  changeSettings(admin, (settings) => ({ ...settings, blocked: [...new Set(blocked)] }));

/** Reads, changes and stores the settings; the set-up as it is then. */
export async function changeSettings(
  admin: Administration,
  change: (settings: Settings) => Settings,
): Promise<Answer<Setup>> {
  const settings = await admin.loadSettings();
  if (!settings.ok) return explain(settings.failure);
  const changed = Settings.safeParse(change(settings.value));
  // What was entered has been checked; what is left is about the whole, such as the number of lines.
  if (!changed.success)
    return {
      ok: false,
      error: { message: changed.error.issues[0]?.message ?? 'These settings do not fit.' },
    };
  const saved = await admin.saveSettings(changed.data);
  return saved.ok ? readSetup(admin) : explain(saved.failure);
}
