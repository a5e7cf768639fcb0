import type { Answer } from '../contract/admin';
import { type Failure, type FailureKind, isTransient, type Service } from '../contract/failure';

/** A failure in the words of an admin. */
export interface Explanation {
  /** A sentence. */
  happened: string;
  /** What to do about it; a sentence or two. */
  next: string;
}

const NAMES: Record<Service, string> = {
  twilio: 'Twilio',
  openai: 'OpenAI',
  jira: 'Jira',
  forge: 'Atlassian Forge',
};

const HAPPENED: Record<FailureKind, (name: string) => string> = {
  unreachable: (name) => `${name} could not be reached.`,
  'timed-out': (name) => `${name} did not answer in time.`,
  'rate-limited': (name) => `${name} asked the app to send less for a while.`,
  unavailable: (name) => `${name} is out of order.`,
  conflict: (name) => `${name} had another change at the same moment.`,
  unauthorised: (name) => `${name} does not let the app in.`,
  'quota-exceeded': (name) => `${name} says that the account has used up what it may.`,
  'not-configured': (name) => `${name} is not set up yet.`,
  'not-found': (name) => `${name} does not have what the app asked for.`,
  rejected: (name) => `${name} did not take what the app sent.`,
  malformed: (name) => `${name} gave an answer that could not be read.`,
  incomplete: (name) => `${name} stopped in the middle of its answer.`,
  declined: (name) => `${name} refused to answer.`,
};

const WAIT: Record<Service, string> = {
  twilio: 'The app tries again by itself. If it lasts, look at status.twilio.com.',
  openai: 'The app tries again by itself. If it lasts, look at status.openai.com.',
  jira: 'The app tries again by itself. If it lasts, look at status.atlassian.com.',
  forge: 'The app tries again by itself. If it lasts, look at developer.status.atlassian.com.',
};
const REPORT = 'Try again; if it stays like that, report it to the maker of the app with the time.';

const NEXT: Record<FailureKind, Record<Service, string>> = {
  unreachable: WAIT,
  'timed-out': WAIT,
  'rate-limited': WAIT,
  unavailable: WAIT,
  conflict: WAIT,
  unauthorised: {
    twilio: 'Enter the account and its auth token again, as the Twilio console shows them.',
    openai: 'Enter an API key that is valid and whose project may use both models.',
    jira: 'Give the app access to the project of the line, then try again.',
    forge: 'Check under Apps, Manage apps that the app is installed and its permissions are approved.',
  },
  'quota-exceeded': {
    twilio: 'Add credit to the Twilio account, then try again.',
    openai: 'Add credit or raise the limits of the OpenAI project, then try again.',
    jira: 'Check the limits of the Jira site, then try again.',
    forge: 'Try again tomorrow; if it stays like that, report it to the maker of the app.',
  },
  'not-configured': {
    twilio: 'Enter the Twilio account on the admin page.',
    openai: 'Enter the OpenAI key on the admin page.',
    jira: 'Choose a request type for the line.',
    forge: 'Load the admin page again in a minute.',
  },
  'not-found': {
    twilio: 'Check in the Twilio console whether the recording was deleted or belongs to another account.',
    openai: 'Enter the names of models that the project of the key may use.',
    jira: 'Choose another service desk and request type for the line, then try again.',
    forge: REPORT,
  },
  rejected: {
    twilio: 'Look into the error log of the Twilio console, then try again.',
    openai: 'Check the names of the models, then try again.',
    jira: 'Set values for the fields that the request type requires, then try again.',
    forge: REPORT,
  },
  malformed: {
    twilio: REPORT,
    openai: REPORT,
    jira: 'There may be a request already: look for it in the project of the line first, then try again.',
    forge: 'Update the app: this version does not know what is stored.',
  },
  incomplete: {
    twilio: REPORT,
    openai: 'Listen to the recording; the message may be too long for the model.',
    jira: REPORT,
    forge: REPORT,
  },
  declined: {
    twilio: REPORT,
    openai: 'Listen to the recording; the model did not want to deal with it.',
    jira: REPORT,
    forge: REPORT,
  },
};

/** What a kind of failure at a service means, and what to do about it: the one table for every screen. */
export const explainFailure = (kind: FailureKind, service: Service): Explanation => ({
  happened: HAPPENED[kind](NAMES[service]),
  next: NEXT[kind][service],
});

/** A failure as the answer to what an admin asked for. Nobody but the admin tries that again. */
export function explain(failure: Failure): Answer<never> {
  const { happened, next } = explainFailure(failure.kind, failure.service);
  const isStored = failure.kind === 'malformed' && failure.service === 'forge';
  const message = isStored
    ? `What is stored can't be read by this version of the app: ${failure.detail}`
    : `${happened} ${isTransient(failure) ? 'Try again in a minute.' : next}`;
  return { ok: false, error: { message } };
}

/** Why texts from a number don't arrive, and what to do: https://www.twilio.com/docs/api/errors */
export function explainTextTrouble(code: number): string {
  switch (code) {
    case 30034:
      return 'US carriers take no texts from a number that is not registered. Register it for A2P 10DLC in the Twilio console.';
    case 30032:
      return 'This toll-free number is not verified for texts. Verify it in the Twilio console.';
    case 30007:
      return "Carriers filter these texts as unwanted. Look at the line's text, and at the number's registration.";
    default:
      return `Texts from this number fail with Twilio's error ${code}. Look it up in the Twilio console.`;
  }
}
