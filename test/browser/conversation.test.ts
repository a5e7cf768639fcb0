import { beforeEach, describe, expect, it } from 'vitest';
import { writeWav } from '../sandbox/wav';
import { dial, open, preparePage, until, waitForStatus } from './open-page';

const opened = preparePage();
const talk = () => opened.page.getByRole('log', { name: 'Conversation' });
const findWebhooks = (path: string) => opened.host.webhooks.filter((webhook) => webhook.path === path);
const press = (...names: string[]): Promise<void> =>
  names.reduce(
    (before, name) =>
      before.then(() =>
        opened.page
          .getByRole('group', { name: 'Dial pad' })
          .getByRole('button', { name, exact: true })
          .click(),
      ),
    Promise.resolve(),
  );
const say = async (words: string): Promise<void> => {
  await opened.page.getByLabel('What you say').fill(words);
  await opened.page.keyboard.press('Enter');
};

/** What a line asks and how it goes on; 100 seconds of line time are five of a test's. */
const ask = (attributes: string, words: string): string =>
  `<Response><Gather timeout="100" ${attributes}><Say language="en-US">${words}</Say></Gather></Response>`;
const RECAP =
  'I understood: the VPN is down. If that is right, press 1 or say yes. To add something, press 2.';
const HOLD = 'https://line.example/public/1/hold.wav';
const BYE = '<Response><Say>Goodbye.</Say><Hangup/></Response>';

beforeEach(() => {
  const { answers } = opened.host;
  answers['/call'] = ask('input="dtmf speech" numDigits="1" finishOnKey="" action="/confirmed"', RECAP);
  answers['/confirmed'] = ask('input="dtmf" numDigits="4" action="/known"', 'Please key in your code.');
  answers['/known'] = BYE;
  const samples = Int16Array.from({ length: 32_000 }, (_, index) => 8000 * Math.sin(index / 4));
  answers['/public/1/hold.wav'] = writeWav({ samples, sampleRate: 8000 }).slice();
});

describe('a conversation on the page', () => {
  it('is held by voice: an answer may come before the question has ended', async () => {
    await open(opened);
    await dial(opened);
    await waitForStatus(opened, /You may already say or press a key/);
    await say('yes');
    await talk().locator('.bubble-said', { hasText: 'yes' }).waitFor();
    await until(() => findWebhooks('/confirmed').length === 1);
    expect(findWebhooks('/confirmed')[0]?.params).toMatchObject({ SpeechResult: 'yes' });
    expect(opened.complaints).toEqual([]);
  });

  it('is held by keys: those of the pad and those of the keyboard', async () => {
    await open(opened);
    await dial(opened);
    await waitForStatus(opened, /say or press a key/i);
    await press('1');
    await talk().getByText('Please key in your code.').waitFor();
    await opened.page.keyboard.type('48');
    await press('2', '1');
    await waitForStatus(opened, /The line hung up/);
    expect(findWebhooks('/confirmed')[0]?.params).toMatchObject({ Digits: '1' });
    expect(findWebhooks('/known')[0]?.params).toMatchObject({ Digits: '4821' });
    expect(await talk().locator('.bubble-keys kbd').allInnerTexts()).toEqual(['1', '4', '8', '2', '1']);
    expect(opened.complaints).toEqual([]);
  });

  it('says that a moment takes keys only: words wait there, digits that are typed are keys', async () => {
    await open(opened);
    await dial(opened);
    await say('yes');
    await waitForStatus(opened, /Press 4 keys/i);
    await say('what code');
    await talk().getByText('Waits: this moment takes keys only').waitFor();
    await opened.page.getByText(/Keys only now: words wait/).waitFor();
    await say('4821');
    await until(() => findWebhooks('/known').length === 1);
    expect(findWebhooks('/known')[0]?.params).toMatchObject({ Digits: '4821' });
    await talk().getByText('Not heard: The call ended before this was said.').waitFor();
  });

  it('shows digits as text in a field, and keys that nobody listens to as not heard', async () => {
    opened.host.answers['/call'] = '<Response><Pause length="60"/></Response>';
    await open(opened);
    await dial(opened);
    await waitForStatus(opened, /One moment/);
    await opened.page.getByLabel('What you say').pressSequentially('12');
    expect(await opened.page.getByLabel('What you say').inputValue()).toBe('12');
    await press('5');
    await talk().getByText('Not heard: the line takes no keys at this moment').waitFor();
    await opened.page.getByRole('button', { name: 'Hang up' }).click();
    await waitForStatus(opened, /You hung up/);
  });

  it('plays hold music as one line, and fetches the clip once, from the sandbox', async () => {
    opened.host.answers['/call'] =
      `<Response><Play loop="15">${HOLD}</Play><Redirect>/confirmed</Redirect></Response>`;
    const clips: string[] = [];
    opened.page.on('request', (request) => {
      if (request.url().includes('/public/')) clips.push(request.url());
    });
    // What reaches the loudspeaker.
    await opened.page.addInitScript(`
      window.started = [];
      const start = AudioBufferSourceNode.prototype.start;
      AudioBufferSourceNode.prototype.start = function (...given) {
        window.started.push(this.buffer.duration);
        return start.apply(this, given);
      };
    `);
    await open(opened);
    await dial(opened);
    await talk().getByText('Please key in your code.').waitFor();
    expect(await talk().getByText('♪ Hold music').count()).toBe(1);
    expect(clips).toEqual([`${opened.host.url}public/1/hold.wav`]);
    expect(await opened.page.evaluate('window.started.length')).toBeGreaterThan(0);
    expect(await opened.page.evaluate('window.started[0]')).toBeCloseTo(4, 1);
    expect(opened.complaints).toEqual([]);
  });

  it('reads clips of mu-law, as telephones have them', async () => {
    await open(opened);
    const seconds = await opened.page.evaluate(`(async () => {
      const wav = new Uint8Array(44 + 4000).fill(0x30);
      const view = new DataView(wav.buffer);
      const write = (at, tag) => wav.set(new TextEncoder().encode(tag), at);
      write(0, 'RIFF'); view.setUint32(4, 36 + 4000, true); write(8, 'WAVEfmt ');
      view.setUint32(16, 16, true); view.setUint16(20, 7, true); view.setUint16(22, 1, true);
      view.setUint32(24, 8000, true); view.setUint32(28, 8000, true);
      view.setUint16(32, 1, true); view.setUint16(34, 8, true);
      write(36, 'data'); view.setUint32(40, 4000, true);
      return (await new AudioContext().decodeAudioData(wav.buffer)).duration;
    })()`);
    expect(seconds).toBeCloseTo(0.5, 2);
  });

  it('is connected to a person, and shows what that person hears', async () => {
    opened.host.answers['/call'] =
      '<Response><Say>I am connecting you.</Say><Dial action="/dialled" timeout="20"><Number url="/whisper">+14155550199</Number></Dial></Response>';
    opened.host.answers['/whisper'] =
      '<Response><Gather numDigits="1" action="/taken"><Say>A call about the VPN. Press 1 to take it.</Say></Gather><Hangup/></Response>';
    opened.host.answers['/taken'] = '<Response/>';
    opened.host.answers['/dialled'] = BYE;
    opened.host.twilio.setCallee('+14155550199', {
      outcome: 'answered',
      presses: '1',
      seconds: 60,
    });
    await open(opened);
    await dial(opened);
    await waitForStatus(opened, /Connecting you/);
    await talk().getByText('Connecting you to +1 415 555 0199').waitFor();
    await talk()
      .locator('.bubble-whisper', { hasText: 'The person hears: A call about the VPN. Press 1 to take it.' })
      .waitFor();
    await talk()
      .getByText(/Your talk with the person/)
      .waitFor();
    await waitForStatus(opened, /The line hung up/);
  });

  it('leaves room for words and keys together, and swaps them where there is none', async () => {
    await open(opened, { width: 1280, height: 720 });
    await dial(opened);
    const pad = opened.page.getByRole('group', { name: 'Dial pad' });
    const field = opened.page.getByLabel('What you say');
    await pad.waitFor();
    await field.waitFor();
    expect(await opened.page.getByRole('button', { name: 'Dial pad' }).count()).toBe(0);
    await opened.page.setViewportSize({ width: 640, height: 480 });
    await pad.waitFor({ state: 'hidden' });
    await field.fill('what was typed stays');
    await opened.page.getByRole('button', { name: 'Dial pad' }).click();
    await pad.waitFor();
    expect(await field.isVisible()).toBe(false);
    await opened.page.getByRole('button', { name: 'Dial pad' }).click();
    expect(await field.inputValue()).toBe('what was typed stays');
  });

  it('goes on for somebody without a mouse: the call has the focus when its button is gone', async () => {
    await open(opened);
    await opened.page.getByText('Support (English)').waitFor();
    await opened.page.getByRole('button', { name: 'Call', exact: true }).focus();
    await opened.page.keyboard.press('Enter');
    await waitForStatus(opened, /say or press a key/i);
    const focused = () => opened.page.evaluate('document.activeElement.getAttribute("aria-label")');
    expect(await focused()).toBe('Call');
    await opened.page.keyboard.press('Tab');
    expect(await focused()).toBe('Conversation');
    await opened.page.getByRole('button', { name: 'Hang up' }).focus();
    await opened.page.keyboard.press('Enter');
    await waitForStatus(opened, /You hung up/);
    expect(await focused()).toBe('Call');
  });
});
