import { describe, expect, it } from 'vitest';
import { FailureKind, Service } from '../../src/contract/failure';
import { explain, explainFailure } from '../../src/settings/explain';
import { failure } from './fakes';

const NAMES = { twilio: 'Twilio', openai: 'OpenAI', jira: 'Jira', forge: 'Atlassian' };
const all = FailureKind.options.flatMap((kind) => Service.options.map((service) => ({ kind, service })));
const messageOf = (answer: ReturnType<typeof explain>) => (answer.ok ? '' : answer.error.message);

describe('a failure in the words of an admin', () => {
  it.each(all)('says what $kind at $service is and what to do', ({ kind, service }) => {
    const { happened, next } = explainFailure(kind, service);
    expect(happened).toMatch(new RegExp(`^${NAMES[service]}.*\\.$`));
    expect(next).toMatch(/^[A-Z].{20,}\.$/);
    // Codes are for the log.
    expect(`${happened} ${next}`).not.toMatch(/undefined|[a-z]-[a-z]+ed\b|timed-out/);
  });

  it('says something else for each kind, and names no other service', () => {
    for (const service of Service.options) {
      const sentences = FailureKind.options.map((kind) => explainFailure(kind, service).happened);
      expect(new Set(sentences).size).toBe(FailureKind.options.length);
    }
    for (const { kind, service } of all) {
      const { happened, next } = explainFailure(kind, service);
      for (const other of Service.options)
        if (other !== service && other !== 'forge') expect(`${happened} ${next}`).not.toContain(NAMES[other]);
    }
  });

  it('holds nothing of what the service said', () => {
    for (const { kind, service } of all) {
      const message = messageOf(explain(failure(kind, service, { detail: 'upstream text' })));
      if (kind !== 'malformed' || service !== 'forge') expect(message).not.toContain('upstream');
    }
  });

  it('leaves trying again to the admin who asked for something', () => {
    expect(messageOf(explain(failure('unavailable', 'jira')))).toBe(
      'Jira is out of order. Try again in a minute.',
    );
    expect(messageOf(explain(failure('unauthorised', 'jira')))).toContain('Give the app access');
  });

  it('tells a stored value of another version from an answer of Jira', () => {
    const detail = 'Stored "settings" does not fit at "lines".';
    expect(messageOf(explain(failure('malformed', 'forge', { detail })))).toBe(
      `What is stored can't be read by this version of the app: ${detail}`,
    );
    expect(messageOf(explain(failure('malformed', 'jira')))).toContain('Jira gave an answer');
  });
});
