import { writeWav } from '../wav-file';

/** Hz: what a telephone carries, and what Twilio records. */
const SAMPLE_RATE = 8000;

export interface Take {
  wav: Uint8Array;
  seconds: number;
}

export interface Microphone {
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
  const end = (): Promise<void> => {
    if (recorder.state !== 'inactive') recorder.stop();
    for (const track of stream.getTracks()) track.stop();
    return ended;
  };
  return {
    async stop() {
      await end();
      return toTelephoneWav(await new Blob(pieces).arrayBuffer());
    },
    cancel: () => void end(),
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
