import Avatar from '@atlaskit/avatar';
import { useContext } from 'react';
import type { DrawProps, Entry } from '../entry';
import { People } from '../people';

/** The product shows who it is, without the app asking for it. */
const DrawUser = ({ props }: DrawProps) => {
  const people = useContext(People);
  const name = people.find(({ accountId }) => accountId === props.accountId)?.displayName ?? 'Unknown user';
  return (
    <span className="ui-kit-user">
      <Avatar size="small" name={props.hideDisplayName === true ? name : ''} />
      {props.hideDisplayName === true ? null : <span>{name}</span>}
    </span>
  );
};

export const peopleEntries: Record<string, Entry> = {
  User: { props: ['accountId', 'hideDisplayName'], Draw: DrawUser },
  UserGroup: {
    props: [],
    Draw: ({ children }) => <span className="ui-kit-user-group">{children}</span>,
  },
};
