import { writeWav } from '../wav-file';

/** Hz: what a telephone carries, and what Twilio records. */
const SAMPLE_RATE = 8000;

export interface Take {
  wav: Uint8Array;
  seconds: number;
}

export interface Microphone {
  /** How loud it is now, from 0 to 1. */
  readLevel(): number;
  /** Ends the take and gives it as an 8 kHz mono 16-bit WAV file. */
  stop(): Promise<Take>;
  /** Ends it without a result. */
  cancel(): void;
}

/**
 * Asks for the microphone and begins to record.
 * @throws DOMException when the person or the browser says no.
 */
export async function openMicrophone(): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
  });
  const recorder = new MediaRecorder(stream);
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const ended = new Promise<void>((resolve) => {
    recorder.onstop = () => resolve();
  });
  recorder.start();
  const meter = openMeter(stream);
  const end = (): Promise<void> => {
    meter.close();
    if (recorder.state !== 'inactive') recorder.stop();
    for (const track of stream.getTracks()) track.stop();
    return ended;
  };
  return {
    readLevel: meter.read,
    async stop() {
      await end();
      return toTelephoneWav(await new Blob(pieces).arrayBuffer());
    },
    cancel: () => void end(),
  };
}

/** A voice near the microphone is about a fifth of what the converter can take. */
const FULL_LEVEL = 0.2;

function openMeter(stream: MediaStream): { read(): number; close(): void } {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  audio.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      return Math.min(1, Math.sqrt(energy) / FULL_LEVEL);
    },
    close: () => void (audio.state !== 'closed' && audio.close()),
  };
}

/** The browser decodes its own format and resamples with a proper filter; ours is only the last step, to 16 bits. */
async function toTelephoneWav(recorded: ArrayBuffer): Promise<Take> {
  const decoder = new OfflineAudioContext(1, 1, SAMPLE_RATE);
  const sound = await decoder.decodeAudioData(recorded);
  const context = new OfflineAudioContext(
    1,
    Math.max(1, Math.ceil(sound.duration * SAMPLE_RATE)),
    SAMPLE_RATE,
  );
  const source = context.createBufferSource();
  source.buffer = sound;
  source.connect(context.destination);
  source.start();
  const rendered = await context.startRendering();
  return {
    wav: writeWav({ samples: toPcm16(rendered.getChannelData(0)), sampleRate: SAMPLE_RATE }),
    seconds: sound.duration,
  };
}

/** [-1, 1] to 16-bit samples; louder is clipped. */
export function toPcm16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32767));
}
