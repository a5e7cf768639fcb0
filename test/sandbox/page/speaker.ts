import { createClips, type LoadSound } from './clips';

/** The phone's earpiece: the browser's own voices and a tone generator, nothing from outside this machine. */
export interface Speaker {
  /** Says `text` after whatever is being said; does nothing where the browser has no voices. */
  say(text: string, language: string): void;
  /** Plays the clip at the URL of a `<Play>`, after what is being said. What can't be played stays silent. */
  play(url: string): void;
  /** Twilio's beep before a recording. */
  beep(): void;
  /** A text has come. */
  chime(): void;
  /** The two tones of a key, as in ITU-T Q.23. */
  playKey(key: string): void;
  /** Ends the music, but lets the voice finish. */
  stopMusic(): void;
  /** Silence at once. */
  stop(): void;
}

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const KEYS = ['123', '456', '789', '*0#'];
const QUIET = 0.06;

export function createSpeaker(loadSound: LoadSound): Speaker {
  // Browsers allow sound only after the person has done something, so it's made on first use.
  let audio: AudioContext | undefined;
  const openAudio = (): AudioContext => {
    audio ??= new AudioContext();
    void audio.resume();
    return audio;
  };
  const clips = createClips({ openAudio, loadSound, isTalking });
  return {
    say(text, language) {
      if (!('speechSynthesis' in window)) return;
      const utterance = giveVoice(new SpeechSynthesisUtterance(text), language);
      if (utterance) window.speechSynthesis.speak(utterance);
    },
    play: (url) => void clips.play(url),
    beep: () => playTones(openAudio(), [1000], 0.35),
    chime() {
      playTones(openAudio(), [1319], 0.12);
      playTones(openAudio(), [1760], 0.2, 0.13);
    },
    playKey(key) {
      const row = KEYS.findIndex((keys) => keys.includes(key));
      const column = KEYS[row]?.indexOf(key) ?? -1;
      playTones(openAudio(), [ROWS[row] ?? 697, COLUMNS[column] ?? 1209], 0.12);
    },
    stopMusic: clips.stop,
    stop() {
      clips.stop();
      if ('speechSynthesis' in window) window.speechSynthesis.cancel();
    },
  };
}

/** @param after seconds from now */
function playTones(audio: AudioContext, frequencies: number[], seconds: number, after = 0): void {
  const gain = audio.createGain();
  gain.gain.value = QUIET;
  gain.connect(audio.destination);
  for (const frequency of frequencies) {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start(audio.currentTime + after);
    tone.stop(audio.currentTime + after + seconds);
  }
}

const isTalking = (): boolean => 'speechSynthesis' in window && window.speechSynthesis.speaking;

/** Only voices that live on this machine: the others would send the words away. Without one, the words are read only. */
function giveVoice(
  utterance: SpeechSynthesisUtterance,
  language: string,
): SpeechSynthesisUtterance | undefined {
  utterance.lang = language;
  const voices = window.speechSynthesis.getVoices();
  // Some browsers list no voices until they have been asked once; the first words go to the system's own voice.
  if (voices.length === 0) return utterance;
  const tongue = language.split('-')[0]?.toLowerCase() ?? '';
  const local = voices.filter((voice) => voice.localService);
  const voice =
    local.find(({ lang }) => lang.replace('_', '-').toLowerCase() === language.toLowerCase()) ??
    local.find(({ lang }) => lang.toLowerCase().startsWith(tongue));
  if (!voice) return undefined;
  utterance.voice = voice;
  return utterance;
}
