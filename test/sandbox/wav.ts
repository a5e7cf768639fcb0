export { isSilent, makeCaptionedSpeech } from './murmur';
export { type Caption, readWav, writeWav } from './wav-file';
