export { askSpeech, gatherRules } from './ask';
export { answerFromMessage } from './from-message';
export { canBeAsked, leftOpen, openQuestions, unaskable } from './open-questions';
export { type Heard, type ReadAnswer, readAnswer } from './read-answer';
export { hearDigits } from './spoken-phone';
