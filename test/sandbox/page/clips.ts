import { systemClock } from '../clock';

/** Reads what the URL of a `<Play>` leads to; undefined where it leads out of this machine. */
export type LoadSound = (url: string) => Promise<Sound | undefined>;

export interface Sound {
  bytes: Uint8Array;
  /** MIME type. */
  type: string;
}

interface ClipPorts {
  openAudio: () => AudioContext;
  loadSound: LoadSound;
  /** Whether the voice is still at it. */
  isTalking: () => boolean;
}

/** Louder than the tones, softer than the voice. */
const LOUDNESS = 0.35;
/** Milliseconds. The browser's voice may be slower than the line's: music waits for it, but not for long. */
const PATIENCE = { look: 150, most: 4000 };
/** Seconds that may be left of a clip when its next round begins: the round comes behind it, without a gap. */
const OVERLAP = 1;

/** Plays the clips of `<Play>`, one at a time. Each is read once. */
export function createClips({ openAudio, loadSound, isTalking }: ClipPorts) {
  const known = new Map<string, Promise<AudioBuffer | undefined>>();
  const sounding = new Set<AudioBufferSourceNode>();
  let last = { url: '', until: 0 };
  /** What is asked for last counts: a clip that was read too late is not played. */
  let round = 0;

  const read = (url: string): Promise<AudioBuffer | undefined> => {
    const found = known.get(url);
    if (found) return found;
    const reading = loadSound(url)
      .then((sound) => sound && decode(openAudio(), sound))
      .catch(() => {
        // Perhaps it can be read the next time.
        known.delete(url);
        return undefined;
      });
    known.set(url, reading);
    return reading;
  };

  const silence = (): void => {
    for (const source of sounding) source.stop();
    sounding.clear();
  };

  const start = (url: string, buffer: AudioBuffer): void => {
    const audio = openAudio();
    const left = sounding.size > 0 && last.url === url ? last.until - audio.currentTime : 0;
    const isNextRound = left > 0 && left < OVERLAP;
    if (!isNextRound) silence();
    const at = audio.currentTime + (isNextRound ? left : 0);
    const gain = audio.createGain();
    gain.gain.value = LOUDNESS;
    gain.connect(audio.destination);
    const source = audio.createBufferSource();
    source.buffer = buffer;
    source.connect(gain);
    source.onended = () => sounding.delete(source);
    source.start(at);
    sounding.add(source);
    last = { url, until: at + buffer.duration };
  };

  return {
    stop() {
      round++;
      silence();
    },
    async play(url: string): Promise<void> {
      const own = ++round;
      const buffer = await read(url);
      await waitForSilence(isTalking);
      if (buffer && own === round) start(url, buffer);
    },
  };
}

async function waitForSilence(isTalking: () => boolean): Promise<void> {
  for (let waited = 0; isTalking() && waited < PATIENCE.most; waited += PATIENCE.look)
    await new Promise<void>((resolve) => {
      systemClock.after(PATIENCE.look, resolve);
    });
}

/** The browsers read WAV, mu-law too; a telephone's bare mu-law has no header to tell them. */
function decode(audio: AudioContext, { bytes, type }: Sound): Promise<AudioBuffer> {
  const isBare = /^audio\/(basic|ulaw|x-mulaw|pcmu)/i.test(type);
  return audio.decodeAudioData((isBare ? addMuLawHeader(bytes) : bytes.slice()).buffer as ArrayBuffer);
}

/** A WAV file of 8-bit mu-law, 8 kHz, one channel. */
export function addMuLawHeader(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(44 + bytes.length);
  const view = new DataView(file.buffer);
  const write = (at: number, tag: string): void => file.set(new TextEncoder().encode(tag), at);
  write(0, 'RIFF');
  view.setUint32(4, 36 + bytes.length, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 7, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 8000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  write(36, 'data');
  view.setUint32(40, bytes.length, true);
  file.set(bytes, 44);
  return file;
}
