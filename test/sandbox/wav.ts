export { isSilent, makeCaptionedSpeech } from './murmur';
export { type Caption, readWav, type Wav, writeWav } from './wav-file';
