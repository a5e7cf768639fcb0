import { createContext } from 'react';

export interface Person {
  accountId: string;
  displayName: string;
  isAdministrator: boolean;
}

/** Jira's users: the product resolves account ids that an app shows. */
export const People = createContext<readonly Person[]>([]);
