import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSmallWorld } from '../chaos/small-world';
import type { LogEntry } from '../sandbox/log';
import { askAdmin } from './bench';
import type { Act, Conversation, Happening } from './conversation-file';
import { expectDone, happen } from './conversation-happening';
import { check, endCall, type Scene, startCall } from './conversation-scene';

const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'conversation-'));

/** A world that is set up, and of which there can be copies: each takes a tenth of the time. */
export async function makeTemplate(): Promise<string> {
  const folder = makeFolder();
  await (await openSmallWorld({ stateDirectory: folder })).close();
  return folder;
}

export const removeTemplate = (template: string): void => rmSync(template, { recursive: true, force: true });

/**
 * Lives through a conversation in a world of its own, in virtual time.
 *
 * @returns what happened
 * @throws Error where it does not go as it is written
 */
export async function runConversation(plan: Conversation, template: string): Promise<readonly LogEntry[]> {
  const folder = makeFolder();
  cpSync(template, folder, { recursive: true });
  const world = await openSmallWorld({ stateDirectory: folder });
  try {
    await world.live(async () => {
      const scene: Scene = {
        sandbox: world.sandbox,
        plan,
        from: plan.caller,
        language: plan.language,
      };
      try {
        await play(scene);
      } finally {
        // A world can not end in the middle of a call.
        scene.phone?.call.hangUp();
        await scene.phone?.call.ended;
      }
    });
    return world.sandbox.log.list();
  } finally {
    await world.close();
    rmSync(folder, { recursive: true });
  }
}

async function play(scene: Scene): Promise<void> {
  const { plan } = scene;
  await setLine(scene);
  for (const happening of plan.before) await happen(scene, happening);
  for (const step of plan.steps) {
    if (step.do === 'calls again') await callAgain(scene, step.from);
    else if (isAct(step)) await act(scene, step);
    else await happen(scene, step);
  }
  await endCall(scene);
  await check(scene, plan.check);
}

const ACTS: readonly string[] = [
  'line',
  'says',
  'makes a noise',
  'presses',
  'interrupts',
  'pauses',
  'waits for the tone',
  'stays silent',
  'hangs up',
  'presses the code',
  'says the code',
  'language',
] satisfies Act['do'][];
const isAct = (step: Act | Happening): step is Act => ACTS.includes(step.do);

async function setLine({ sandbox, plan }: Scene): Promise<void> {
  if (Object.keys(plan.line).length === 0) return;
  const { value } = await askAdmin(sandbox, 'getSetup');
  const line = value?.lines.find(({ number }) => number === plan.number);
  expectDone(await askAdmin(sandbox, 'saveLine', { ...line, ...plan.line }));
}

async function act(scene: Scene, step: Act): Promise<void> {
  if (step.do === 'language') scene.language = step.language;
  scene.phone ??= startCall(scene);
  await scene.phone.caller.act(step);
}

async function callAgain(scene: Scene, from = scene.from): Promise<void> {
  await endCall(scene);
  delete scene.phone;
  scene.from = from;
}
