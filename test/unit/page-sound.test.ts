import { describe, expect, it } from 'vitest';
import { createApi } from '../sandbox/page/api';
import { addMuLawHeader } from '../sandbox/page/clips';
import { readWav } from '../sandbox/wav-file';

describe('the sound of a clip', () => {
  it('comes from the app’s own web trigger, under the path of its live URL, and from nowhere else', async () => {
    const asked: string[] = [];
    const api = createApi((url) => {
      asked.push(String(url));
      return Promise.resolve(
        new Response(new Uint8Array([1, 2]), { headers: { 'content-type': 'audio/wav' } }),
      );
    });
    const sound = await api.loadSound('https://1-2.webtrigger.atlassian.app/public/abc/hold.wav?v=1');
    expect(sound).toEqual({ bytes: Uint8Array.of(1, 2), type: 'audio/wav' });
    expect(await api.loadSound('http://com.twilio.sounds.music.s3.amazonaws.com/x.mp3')).toBeUndefined();
    expect(await api.loadSound('https://x.example/_sandbox/log')).toBeUndefined();
    expect(asked).toEqual(['/public/abc/hold.wav?v=1']);
  });

  it('gets a header where a telephone’s bare mu-law has none', () => {
    const wav = readWav(addMuLawHeader(Uint8Array.of(0x00, 0x7f, 0xff, 0x80)));
    expect(wav).toMatchObject({ format: 'mulaw', sampleRate: 8000, channels: 1 });
    expect([...wav.samples]).toEqual([-32124, 0, 0, 32124]);
  });
});
