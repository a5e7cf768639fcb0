import { readColourMode } from '../colour-mode';
import type { Person } from '../ui-kit/people';

/** Who looks at which module, and how. */
export interface Visit {
  accountId: string;
  locale: string;
  colourMode: 'light' | 'dark';
  moduleKey: string;
}

const DARK = '(prefers-color-scheme: dark)';

/** `?as=<accountId>&locale=de-DE&theme=dark&module=<key>`; the administrator looks in English unless told. */
export function readVisit(query: URLSearchParams, people: readonly Person[]): Visit {
  const administrator = people.find(({ isAdministrator }) => isAdministrator);
  const theme = query.get('theme') ?? readColourMode();
  const isDark = theme === 'dark' || (theme === 'auto' && window.matchMedia(DARK).matches);
  return {
    accountId: query.get('as') ?? administrator?.accountId ?? '',
    locale: query.get('locale') ?? 'en-US',
    colourMode: isDark ? 'dark' : 'light',
    moduleKey: query.get('module') ?? 'admin',
  };
}

/** Goes to the same page with one thing changed. */
export function changeVisit(name: 'as' | 'locale' | 'theme', value: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  window.location.assign(url);
}
