import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { CallSid } from '../contract/call';
import { type Result, succeed } from '../contract/failure';
import { attempt, store } from './store';

/** As long as the records of calls. */
const KEPT_DAYS = 90;
/** Longer than any event of Jira's or of the queue lives. */
const TOLD_DAYS = 7;
const Told = z.object({ told: z.literal(true) });

const requestKey = (issueKey: string): string => `request:${issueKey}`;
const toldKey = (changeId: string): string => `told:${changeId}`;

/** Which call a request was made of, so that its news finds the caller. */
export const noteRequestOf = (callId: string, issueKey: string): Promise<Result<void>> =>
  attempt(async () =>
    succeed(await kvs.set(requestKey(issueKey), callId, { ttl: { value: KEPT_DAYS, unit: 'DAYS' } })),
  );

export const forgetRequestOf = (issueKey: string): Promise<Result<void>> =>
  store.delete(requestKey(issueKey));

export const loadCallOf = (issueKey: string): Promise<Result<string | undefined>> =>
  store.get(requestKey(issueKey), CallSid);

/** Takes a change for one text; false when another has it. No error code is trusted: what is there afterwards counts. */
export async function claimChange(changeId: string): Promise<Result<boolean>> {
  const before = await store.get(toldKey(changeId), Told);
  if (!before.ok) return before;
  if (before.value !== undefined) return succeed(false);
  const written = await attempt<void>(async () =>
    succeed(
      await kvs.set(
        toldKey(changeId),
        { told: true },
        { keyPolicy: 'FAIL_IF_EXISTS', ttl: { value: TOLD_DAYS, unit: 'DAYS' } },
      ),
    ),
  );
  if (written.ok) return succeed(true);
  const after = await store.get(toldKey(changeId), Told);
  return after.ok && after.value === undefined ? written : succeed(false);
}

export const releaseChange = (changeId: string): Promise<Result<void>> => store.delete(toldKey(changeId));
