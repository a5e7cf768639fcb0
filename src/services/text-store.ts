import { kvs, WhereConditions } from '@forge/kvs';
import { z } from 'zod';
import type { TextNotes, TextTroubleBook } from '../caller/ports';
import { TextTrouble } from '../contract/caller';
import { type Result, succeed } from '../contract/failure';
import { attempt, store } from './store';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than any event of the queue lives. */
const NOTE_DAYS = 7;
/** The key has the day in it; values are deleted up to two days late. */
const REPLY_DAYS = 2;
/** As many as one page of the store holds; there can be 50 lines. */
const MOST_TROUBLES = 100;
const TROUBLE = 'text-trouble:';

const Note = z.object({ about: z.string().optional(), done: z.boolean().optional() });
const Reply = z.object({ textId: z.string() });

const noteKey = (textId: string): string => `text:${textId}`;

/** Notes on texts in the app's store. `now` gives milliseconds since the epoch. */
export function createTextNotes(now: () => number): TextNotes {
  const replyKey = (pseudonym: string): string => `text-reply:${Math.floor(now() / DAY_MS)}:${pseudonym}`;
  return {
    load: (textId) => store.get(noteKey(textId), Note),
    note: (textId, note) =>
      attempt(async () =>
        succeed(await kvs.set(noteKey(textId), note, { ttl: { value: NOTE_DAYS, unit: 'DAYS' } })),
      ),

    async claimReply(pseudonym, textId) {
      const key = replyKey(pseudonym);
      const claimed = await attempt<void>(async () =>
        succeed(
          await kvs.set(
            key,
            { textId },
            { keyPolicy: 'FAIL_IF_EXISTS', ttl: { value: REPLY_DAYS, unit: 'DAYS' } },
          ),
        ),
      );
      if (claimed.ok) return succeed(true);
      // Atlassian documents no code for a key that exists: where there is one, it was that.
      const kept = await store.get(key, Reply);
      return kept.ok && kept.value === undefined ? claimed : succeed(false);
    },
    releaseReply: (pseudonym) => store.delete(replyKey(pseudonym)),
  };
}

/** Which of our numbers' texts don't get through, by number. */
const troubleKey = (number: string): string => `${TROUBLE}${number.replace(/\D/g, '')}`;

export const textTroubles: TextTroubleBook = {
  async change(number, change) {
    const stored = await store.get(troubleKey(number), TextTrouble.optional().catch(undefined));
    if (!stored.ok) return stored;
    const after = change(stored.value);
    if (after === stored.value) return succeed(undefined);
    return after === undefined ? store.delete(troubleKey(number)) : store.put(troubleKey(number), after);
  },
};

/** The troubles of all our numbers (E.164). The store's index may lag behind by some seconds. */
export const listTextTroubles = (): Promise<Result<{ number: string; trouble: TextTrouble }[]>> =>
  attempt(async () => {
    const query = kvs.query().where('key', WhereConditions.beginsWith(TROUBLE)).limit(MOST_TROUBLES);
    const { results } = await query.getMany<unknown>();
    return succeed(
      results.flatMap(({ key, value }) => {
        const trouble = TextTrouble.safeParse(value).data;
        return trouble === undefined ? [] : { number: `+${key.slice(TROUBLE.length)}`, trouble };
      }),
    );
  });
