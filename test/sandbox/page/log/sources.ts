import type { LogSource } from '../log-state';

/** What a source is called on the page. */
export const SOURCE_NAMES: Record<LogSource, string> = {
  twilio: 'Twilio',
  forge: 'Forge',
  app: 'App',
  openai: 'OpenAI',
  jira: 'Jira',
};
