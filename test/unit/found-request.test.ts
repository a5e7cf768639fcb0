import { describe, expect, it } from 'vitest';
import { document, paragraph } from '../../src/desk/adf';
import type { Issue } from './fake-desk';
import { createFiling } from './fake-ports';
import { CALL_ID, failure } from './fakes';

describe("somebody else's request", () => {
  const REFERENCE = 'K7QM-2R4X';
  const SAID = `Reference: ${REFERENCE}`;
  /** One that is there before ours, whose answer is lost. */
  async function fileBeside(issue: Partial<Issue>, isOursThere = true) {
    const world = createFiling();
    Object.assign(world.desk.issueOf('OTHER-1'), issue);
    const fault = isOursThere ? world.desk.faults.lost : world.desk.faults.next;
    fault.createRequest = [failure('timed-out', 'jira')];
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    return world;
  }

  it.each([
    ['quotes the reference in the middle', { description: `> ${SAID}\nThe caller rang again.` }],
    [
      'has the reference in its summary, but not as its end',
      { summary: `Follow-up on (${REFERENCE}), urgent` },
    ],
    ['is about another call', { description: SAID, property: { callId: `CA${'9'.repeat(32)}` } }],
    ['only has a comment with it', { comments: [document([paragraph(SAID)])] }],
  ])('that %s is not taken for ours', async (_, issue) => {
    for (const isOursThere of [true, false]) {
      const world = await fileBeside(issue, isOursThere);
      expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
      expect(world.desk.made).toHaveLength(1);
    }
  });

  it('that was cloned from ours is not taken for ours', async () => {
    const world = createFiling();
    world.desk.faults.lost.createRequest = [failure('timed-out', 'jira')];
    await world.file();
    Object.assign(world.desk.issueOf('SUP-2'), structuredClone(world.desk.issueOf('SUP-1')));
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
  });

  it('is ours where its property says so, whatever agents have made of its words', async () => {
    const world = await fileBeside({ description: `${SAID}\nDone.`, property: { callId: CALL_ID } }, false);
    expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'OTHER-1' } });
    expect(world.desk.made).toEqual([]);
  });
});
