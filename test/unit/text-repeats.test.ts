import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeText } from '../../src/caller/take-text';
import type { Failure, FailureKind } from '../../src/contract/failure';
import { TEXT_ID } from './fake-caller';
import type { Faults } from './fake-desk';
import { failure, makeLine } from './fakes';
import { commentsOn, DONE, openTexts as open, placedOn, type TextWorldBench as World } from './text-bench';

describe('a repeat', () => {
  it('does nothing', async () => {
    const world = open();
    for (let time = 0; time < 3; time++) expect(await takeText(TEXT_ID, world)).toEqual(DONE);
    expect(commentsOn(world, 'SUP-2')).toHaveLength(1);
    expect(world.audited).toHaveLength(1);
  });

  it('finds the comment whose answer got lost, after a rest', async () => {
    const world = open();
    world.desk.faults.lost.addPublicComment = [failure('timed-out', 'jira')];
    expect(await takeText(TEXT_ID, world)).toEqual({ kind: 'wait', ms: 90_000 });
    expect(await takeText(TEXT_ID, world, 1)).toEqual(DONE);
    expect(commentsOn(world, 'SUP-2')).toHaveLength(1);
  });

  it('goes to the request of the first try, whatever has happened to it since', async () => {
    const world = open({ line: makeLine({ textReopens: true }) });
    world.desk.faults.lost.addPublicComment = [failure('unreachable', 'jira')];
    await takeText(TEXT_ID, world);
    const first = world.desk.issues.get('SUP-2');
    if (first !== undefined) first.category = 'done';
    await takeText(TEXT_ID, world, 1);
    expect(placedOn(world)).toEqual(['SUP-2']);
    expect(commentsOn(world, 'SUP-2')).toHaveLength(1);
    // What an agent closed after reading it stays closed.
    expect(first?.category).toBe('done');
  });

  const kind = fc.constantFrom<FailureKind>(
    'unreachable',
    'timed-out',
    'rate-limited',
    'unavailable',
    'conflict',
  );
  const faults = fc.array(fc.tuple(fc.nat(8), fc.constantFrom('next', 'lost'), kind), { maxLength: 8 });
  const toEnd = async (world: World): Promise<unknown> => {
    let outcome = await takeText(TEXT_ID, world);
    for (let turn = 1; outcome.kind === 'wait' && turn < 30; turn++)
      outcome = await takeText(TEXT_ID, world, turn);
    return outcome;
  };

  it('ends the same, whatever failed on the way and however often', async () => {
    await fc.assert(
      fc.asyncProperty(faults, fc.boolean(), fc.boolean(), async (planned, isWish, textReopens) => {
        const world = open({
          texts: [{ body: isWish ? 'Stop' : 'It works.' }],
          line: makeLine({ textReopens }),
          desk: { 'SUP-1': 'done', 'SUP-2': 'done' },
        });
        for (const [step, when, failed] of planned) schedule(world, step, when, failed);
        expect([await toEnd(world), await takeText(TEXT_ID, world)]).toEqual([DONE, DONE]);
        const comments = isWish ? [] : ['SUP-2'];
        expect(world.caller().textsOff !== undefined).toBe(isWish);
        expect(placedOn(world)).toEqual(comments);
        expect(commentsOn(world, 'SUP-2')).toHaveLength(comments.length);
        expect(world.audited.filter((entry) => entry.outcome === 'failed')).toEqual([]);
      }),
    );
  });
});

/** What can fail on the way, in the order in which it is asked. */
function schedule(world: World, step: number, when: 'next' | 'lost', kind: FailureKind): void {
  const { texts, desk, notes, callers } = world;
  const plans = [
    () => plan(texts.faults, when, 'fetchText', failure(kind, 'twilio')),
    () => plan(notes.faults, when, 'load', failure(kind, 'forge')),
    () => plan(notes.faults, when, 'note', failure(kind, 'forge')),
    () => plan(callers.faults, when, 'load', failure(kind, 'forge')),
    () => plan(callers.faults, when, 'setTextsOff', failure(kind, 'forge')),
    () => plan(desk.faults, when, 'readStatus', failure(kind, 'jira')),
    () => plan(desk.faults, when, 'readComments', failure(kind, 'jira')),
    () => plan(desk.faults, when, 'reopen', failure(kind, 'jira')),
    // 429 says for certain that nothing was done.
    () =>
      plan(desk.faults, kind === 'rate-limited' ? 'next' : when, 'addPublicComment', failure(kind, 'jira')),
  ];
  plans[step]?.();
}

function plan<M extends string>(faults: Faults<M>, when: 'next' | 'lost', method: M, fault: Failure): void {
  const planned: Failure[] = faults[when][method] ?? [];
  faults[when][method] = [...planned, fault];
}

describe('what can not be had now', () => {
  it('is asked for again, the longer after the more often it failed', async () => {
    const world = open();
    world.desk.faults.always.readStatus = failure('unavailable', 'jira');
    const waits: unknown[] = [];
    for (const returns of [0, 1, 3, 50]) waits.push(await takeText(TEXT_ID, world, returns));
    expect(waits).toEqual([5000, 10_000, 40_000, 240_000].map((ms) => ({ kind: 'wait', ms })));
    expect(world.audited).toEqual([]);
    expect(await takeText(TEXT_ID, world, 300)).toEqual(DONE);
    expect(world.lines).toEqual([{ event: 'text-given-up', failure: 'unavailable', reason: 'jira' }]);
    expect(world.audited).toEqual([
      { action: 'text-in', outcome: 'failed', textId: TEXT_ID, service: 'jira', failure: 'unavailable' },
    ]);
  });

  it('is waited for when an admin has to act', async () => {
    const world = open();
    world.desk.faults.always.readStatus = failure('unauthorised', 'jira');
    expect(await takeText(TEXT_ID, world)).toMatchObject({ kind: 'wait' });
    delete world.desk.faults.always.readStatus;
    expect(await takeText(TEXT_ID, world)).toEqual(DONE);
    expect(placedOn(world)).toEqual(['SUP-2']);
  });

  it('keeps nothing from a request that the app may still see', async () => {
    const world = open();
    world.desk.faults.next.readStatus = [failure('unauthorised', 'jira')];
    await takeText(TEXT_ID, world);
    expect(placedOn(world)).toEqual(['SUP-1']);
  });

  it('is given up where asking again gives the same', async () => {
    const world = open();
    world.desk.faults.always.addPublicComment = failure('rejected', 'jira');
    expect(await takeText(TEXT_ID, world)).toEqual(DONE);
    expect(world.audited).toMatchObject([{ outcome: 'failed', failure: 'rejected' }]);
  });

  it('is a text that Twilio does not have yet, for a moment', async () => {
    const world = open({ texts: [] });
    expect(await takeText(TEXT_ID, world, 0)).toEqual({ kind: 'wait', ms: 5000 });
    expect(await takeText(TEXT_ID, world, 5)).toEqual(DONE);
  });
});
